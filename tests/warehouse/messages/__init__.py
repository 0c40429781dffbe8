"""Tests of warehouse/messages."""
