import re

import ldap.filter
from ldap3.utils.conv import escape_filter_chars

PEOPLE = "ou=people,dc=clinic,dc=example"
STAFF_CLASS = "clinicStaff"


def find_user(connection, user):
    # ruleid: inj.ldap.python.ldap3-search
    connection.search(PEOPLE, f"(uid={user})", attributes=["cn"])
    return connection.entries


def find_member(directory, user, group):
    query = "(&(uid=%s)(memberOf=%s))" % (user, group)
    # ruleid: inj.ldap.python.ldap3-search
    return directory.search_s(PEOPLE, 2, query)


def find_by_mail(connection, mail):
    # ruleid: inj.ldap.python.ldap3-search
    connection.search(search_base=PEOPLE, search_filter="(mail=" + mail + ")")


def find_user_safe(connection, user):
    # ok: inj.ldap.python.ldap3-search
    connection.search(PEOPLE, f"(uid={escape_filter_chars(user)})", attributes=["cn"])


def find_formatted(directory, user):
    # ok: inj.ldap.python.ldap3-search
    return directory.search_s(PEOPLE, 2, ldap.filter.filter_format("(uid=%s)", [user]))


def all_staff(connection):
    # ok: inj.ldap.python.ldap3-search
    connection.search(PEOPLE, f"(objectClass={STAFF_CLASS})")


def in_notes(index, word):
    # ok: inj.ldap.python.ldap3-search
    return index.search("notes", f"({word})")
