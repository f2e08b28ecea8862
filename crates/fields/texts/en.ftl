# What can be wrong in an answer, or in a form that somebody builds.
problem-choice-code-invalid = “{ $value }” cannot be the code of a choice. Use small letters, digits and underscores.
problem-choice-code-repeated = Two choices have the code “{ $value }”. Change one of them.
problem-choices-missing = The question has no choices. Add at least one.
problem-columns-missing = The table has no columns. Add at least one.
problem-condition-refers-to-itself = The condition for showing the question leads back to the question itself. Choose another question.
problem-condition-unknown-field = The condition names the question “{ $value }”, which is not there. Choose a question of the form.
problem-date-before = The date is earlier than the one in “{ $other }”. Correct one of them.
problem-date-out-of-range = The date must lie between { $least } and { $most }.
problem-field-key-invalid = “{ $value }” cannot be the name of a question. Use small letters a–z, digits and underscores, and begin with a letter.
problem-field-key-repeated = Two questions are named “{ $value }”. Change one of them.
problem-file-reference-invalid = The file is not recognised. Upload it again.
problem-file-over-limit = The file is too large: it may have at most { $max } bytes. Choose a smaller file.
problem-file-type-not-allowed = Files of the type “{ $value }” are not accepted. Choose one of: { $allowed }.
problem-files-many = There are too many files. Keep at most { $most }.
problem-form-format-unknown = The form has format { $format }, which this version cannot read. Update Samverk.
problem-kind-code-invalid = “{ $value }” is no kind that there is. Correct it.
problem-label-missing = The question or choice has no text. Write one.
problem-number-out-of-range = The number must lie between { $least } and { $most }.
problem-pattern-invalid =
    { $pattern ->
        [time_of_day] “{ $value }” is no time of day. Write hour and minute with two digits each, such as 09:30.
        [web_address] “{ $value }” is no web address. It begins with https://, such as https://exempel.se/rum.
       *[other] “{ $value }” does not look as it should. Check what you have written.
    }
problem-questions-many = The form has too many questions. Keep at most { $most }.
problem-range-mixed = The limits are of different sorts. Give two numbers or two dates.
problem-range-reversed = The lower limit is above the upper one. Exchange them.
problem-repeated = “{ $value }” stands more than once. Remove what is too much.
problem-rows-few = There are too few rows. Fill in at least { $least }.
problem-rows-many = There are too many rows. Keep at most { $most }.
problem-rows-in-rows = A table cannot have a table in it. Choose another kind for the column.
problem-rule-unknown-field = The rule names the question “{ $value }”, which is not there. Choose a question of the form.
problem-document-shape = { $expected ->
    [table] Fields with values belong here, not a single value. Write as in the example of the format's description.
    [tables] { $name } must be rows that each begin with [[{ $name }]]. Write it so.
    [list] { $name } must be a list in brackets: ["one", "two"]. Write it so.
   *[single] { $name } must be a single value, not a list. Write it so.
}
problem-names-beside-all = You have both ticked that it holds for all and written names. Remove the names, or untick the box.
problem-answer-beside-pass = You have both answered and said why there is no answer. Keep one of them.
