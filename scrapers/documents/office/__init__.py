"""LibreOffice as a converter.

| file | holds |
|---|---|
| `program` | where it is installed, and which it is |
| `profile` | its settings: no macros, no links, no network, no Java |
| `running` | one conversion, within bounds of time, memory and size, ended with all that it started |
"""
