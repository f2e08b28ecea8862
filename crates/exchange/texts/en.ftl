problem-folder-missing = The folder { $folder } does not exist. Check the path.
problem-folder-not-empty = The folder { $folder } is not empty. Choose an empty folder, so that nothing is overwritten.
problem-file-too-large = The file is larger than 10 MB. It is probably the wrong file.
problem-file-missing = The file is missing. Add it.
problem-file-unknown = The file does not belong to the format. Check its name against docs/bundle.md or remove it.
problem-document-invalid = The row is not valid TOML; check quotation marks, brackets and commas. The reader says: { $reason }.
problem-document-field-missing = The field { $name } is missing. Add it to the document.
problem-document-field-unknown = { $known ->
    [none] There is no field { $name }. Remove it.
   *[other] There is no field { $name }. Remove it or correct its spelling. The fields that may stand here are { $known }.
}
problem-document-value-unknown = There is no value { $name }. Choose one of { $known }.
problem-sheet-unknown = The sheet does not belong to the format. Give it the name of a table, for example members, or put the name in parentheses if the sheet is for the reader only.
problem-table-twice = The table already stands in { $other }. Keep one of them and remove the other.
problem-zip-invalid = The file cannot be read as a ZIP. Pack the folder again, without a password.
problem-zip-too-large = The file is too large to unpack. At most 5,000 files and 64 MB together. Pack only the collaboration's folder.
problem-zip-path-unsafe = The file's name leads out of the folder. Pack the folder again with an ordinary program.
problem-zip-file-twice = The file is there twice. Remove one of them and pack again.
problem-file-outside-collaboration = The file does not belong to this collaboration's folder. Remove it, or ask whoever runs the installation to read it in.
problem-zip-without-collaboration = The file has no folder collaborations/{ $key }. Download the collaboration's folder here, change it and pack it again.
