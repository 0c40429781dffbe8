"""Tests of warehouse/backup."""
