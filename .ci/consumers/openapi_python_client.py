"""The flagship through a client that openapi-python-client has generated."""

import sys

from users_client import Client
from users_client.api.users import create_user, delete_user, get_user, list_users
from users_client.models import GetUserResponse404, GetUserResponse404Code, PageUserOut, UserIn, UserOut

client = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)

new = UserIn(name="Ada", email="ada@python.example.org", password="correct horse battery")
created = create_user.sync_detailed(client=client, body=new)
assert created.status_code == 201, created
ada = created.parsed
assert isinstance(ada, UserOut) and ada.name == "Ada" and ada.created_at.tzinfo, ada
assert created.headers["location"] == f"/users/{ada.id}"

assert get_user.sync(ada.id, client=client) == ada

page = list_users.sync(client=client, page=1, size=1)
assert isinstance(page, PageUserOut) and len(page.items) == 1 and page.total >= 1, page

problem = get_user.sync(4711, client=client)
assert isinstance(problem, GetUserResponse404), problem
assert problem.code is GetUserResponse404Code.USER_NOT_FOUND, problem
assert problem.detail == "user 4711 not found", problem

taken = create_user.sync(client=client, body=new)
assert taken.code == "email_taken", taken

invalid = create_user.sync(client=client, body=UserIn(name="", email="nobody", password=new.password))
assert [fault.loc for fault in invalid.errors] == [["body", "name"], ["body", "email"]], invalid

assert delete_user.sync_detailed(ada.id, client=client).status_code == 204
