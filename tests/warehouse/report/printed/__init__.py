"""Tests of warehouse/report/printed."""
