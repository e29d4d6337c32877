"""Tests of AWS on loopback, with boto3 against the running server."""
