"""What is too long for the tests: hundreds of kills, and the table of faults with what came of each."""
