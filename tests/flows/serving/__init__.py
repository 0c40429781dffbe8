"""Tests of `gongkai serve`: what it keeps running, what it leaves behind, what staff see."""
