from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask
from flask_cors import CORS

api = FastAPI()
app = Flask(__name__)
ORIGINS = ["https://chart.example.org"]

# ruleid: access.python.cors-wildcard
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True, allow_methods=["*"])
# ruleid: access.python.cors-wildcard
CORS(app, supports_credentials=True)
# ruleid: access.python.cors-wildcard
CORS(app, origins="*", supports_credentials=True)


class Settings:
    # ruleid: access.python.cors-wildcard
    CORS_ALLOW_ALL_ORIGINS = True
    CORS_ALLOW_CREDENTIALS = True


# ok: access.python.cors-wildcard
api.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)
# ok: access.python.cors-wildcard
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
# ok: access.python.cors-wildcard
CORS(app, origins=ORIGINS, supports_credentials=True)
# ok: access.python.cors-wildcard
CORS(app)


class Terminology:
    # ok: access.python.cors-wildcard
    CORS_ALLOW_ALL_ORIGINS = True
