"""The flagship through a client that openapi-generator has generated."""

import sys

from users_client import ApiClient, Configuration, PageUserOut, ServiceApi, UserIn, UserOut, UsersApi
from users_client.exceptions import ConflictException, NotFoundException

client = ApiClient(Configuration(host=sys.argv[1]))
users = UsersApi(client)

new = UserIn(name="Ada", email="ada@generator.example.org", password="correct horse battery")
created = users.create_user_with_http_info(new)
ada = created.data
assert created.status_code == 201 and isinstance(ada, UserOut) and ada.created_at.tzinfo, created
assert created.headers["location"] == f"/users/{ada.id}"

assert users.get_user(ada.id) == ada

page = users.list_users(page=1, size=1)
assert isinstance(page, PageUserOut) and len(page.items) == 1 and page.total >= 1, page

try:
    users.get_user(4711)
    raise AssertionError("a user that does not exist was found")
except NotFoundException as error:
    problem = error.data
    assert (problem.status, problem.code) == (404, "user_not_found"), problem
    assert problem.detail == "user 4711 not found", problem

try:
    users.create_user(new)
    raise AssertionError("an e-mail address was taken twice")
except ConflictException as error:
    assert error.data.code == "email_taken", error.data

assert users.delete_user_with_http_info(ada.id).status_code == 204
assert ServiceApi(client).livez() == "ok"
