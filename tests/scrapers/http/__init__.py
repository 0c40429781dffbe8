"""Tests of asking hosts: loopback servers that misbehave, and a clock that nobody waits for."""
