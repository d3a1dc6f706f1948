import os

import psycopg
import pymysql
import pyodbc
import redis
from sqlalchemy import create_engine


def chart_database():
    # ruleid: secrets.python.connection-string
    return psycopg.connect(host="db.example.org", dbname="chart", user="chart", password="EXAMPLE")


def billing():
    # ruleid: secrets.python.connection-string
    return pymysql.connect(host="db.example.org", user="billing", passwd="EXAMPLE")


def warehouse():
    # ruleid: secrets.python.connection-string
    return create_engine("postgresql+psycopg://etl:EXAMPLE@db.example.org/warehouse")


def pacs():
    # ruleid: secrets.python.connection-string
    return pyodbc.connect("DRIVER={ODBC Driver 18 for SQL Server};SERVER=pacs;UID=app;PWD=EXAMPLE;Encrypt=yes")


class Settings:
    # ruleid: secrets.python.connection-string
    DATABASES = {
        "default": {"ENGINE": "django.db.backends.postgresql", "NAME": "chart", "PASSWORD": "EXAMPLE"},
    }


def chart_from_environment():
    # ok: secrets.python.connection-string
    return psycopg.connect(host="db.example.org", user="chart", password=os.environ["DB_PASSWORD"])


def local_copy():
    # ok: secrets.python.connection-string
    return create_engine("postgresql+psycopg://dev:EXAMPLE@localhost/chart")


def trusted():
    # ok: secrets.python.connection-string
    return pyodbc.connect("DRIVER={ODBC Driver 18 for SQL Server};SERVER=pacs;Trusted_Connection=yes;Encrypt=yes")


def cache():
    # ok: secrets.python.connection-string
    return redis.from_url("rediss://cache.example.org:6380/0")


class FromEnvironment:
    # ok: secrets.python.connection-string
    DATABASES = {
        "default": {"ENGINE": "django.db.backends.postgresql", "PASSWORD": os.environ["DB_PASSWORD"]},
    }
