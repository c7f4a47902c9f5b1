"""The planted secrets by id, for the fixture Dags."""
import functools
import json
import pathlib


@functools.cache
def planted():
    with open(pathlib.Path(__file__).with_name("planted-secrets.json")) as file:
        return {secret["id"]: secret["value"] for secret in json.load(file)}
