#!/bin/sh
# Written by `wardline init --hook`. Judges what is staged, with the content of the index; `git commit --no-verify` goes round it, the
# pipeline does not.
exec wardline gate --staged
