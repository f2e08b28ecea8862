problem-folder-missing = The folder { $folder } does not exist. Check the path.
problem-folder-not-empty = The folder { $folder } is not empty. Choose an empty folder, so that nothing is overwritten.
problem-file-too-large = The file is larger than 10 MB. It is probably the wrong file.
problem-file-missing = The file is missing. Add it.
problem-file-unknown = The file does not belong to the format. Check its name against docs/bundle.md or remove it.
problem-document-invalid = The document cannot be read: { $reason }. Correct the row.
problem-sheet-unknown = The sheet does not belong to the format. Give it the name of a table, for example members, or put the name in parentheses if the sheet is for the reader only.
problem-table-twice = The table already stands in { $other }. Keep one of them and remove the other.
