problem-config-invalid = The settings in { $file } cannot be read: { $reason }. Correct the file; docs/operations.md describes every field.
problem-listen-invalid = “{ $value }” is not an address to listen on. Write for example 127.0.0.1:8080.
problem-listen-taken = The address { $address } cannot be listened on ({ $reason }). Stop the other program or choose another address with SAMVERK_LISTEN.
problem-demo-not-loopback = Demo mode has known passwords and may only listen on this machine, not on { $address }. Use 127.0.0.1 or turn SAMVERK_DEMO off.
problem-data-folder-unusable = The data folder { $folder } cannot be used ({ $reason }). Choose another with SAMVERK_DATA.
problem-bundle-format-unknown = The folder has another format. This version reads format { $known }.
problem-collaboration-unknown = There is no collaboration with the key “{ $key }”. Check the key.

document-version = Version { $label }
document-sum = Sum
document-chart = Amount per member
document-groups-national = National groups
document-groups-regional = Regional groups
document-groups-local = Local groups
document-groups-inside = The collaboration's own groups
problem-database-missing = The database { $database } does not exist yet. Run samverk migrate, or check SAMVERK_DATA.
problem-database-behind = The database lacks steps: { $steps }. Run samverk migrate.
