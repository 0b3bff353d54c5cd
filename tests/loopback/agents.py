"""The Web API of the pane for agents: a status while an answer is made, and questions to begin with.

Source: docs.slack.dev, assistant.threads.setStatus and assistant.threads.setSuggestedPrompts; errors named as there.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tests.loopback.payloads import Refused, decoded
from tests.loopback.workspace import Workspace

Arguments = Mapping[str, Any]
LOADING_MAX = 10
PROMPTS_MAX = 4


def _set_status(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    if not {"chat:write", "assistant:write"} & workspace.scopes:
        raise Refused("missing_scope")
    channel, root = _channel(workspace, arguments), str(arguments.get("thread_ts"))
    if not workspace.thread(channel, root):
        raise Refused("invalid_thread_ts", root)
    loading = decoded(arguments.get("loading_messages") or [], "invalid_arguments")
    if not isinstance(arguments.get("status"), str) or not _are_texts(loading) or len(loading) > LOADING_MAX:
        raise Refused("invalid_arguments", "status")
    if arguments["status"]:
        workspace.statuses[channel, root] = arguments["status"]
    else:
        workspace.statuses.pop((channel, root), None)
    return {}


def _set_prompts(workspace: Workspace, arguments: Arguments) -> dict[str, Any]:
    if "assistant:write" not in workspace.scopes:
        raise Refused("missing_scope")
    channel, prompts = _channel(workspace, arguments), decoded(arguments.get("prompts"), "invalid_arguments")
    if not isinstance(prompts, list) or not 0 < len(prompts) <= PROMPTS_MAX:
        raise Refused("invalid_arguments", "prompts")
    if any(set(prompt) != {"title", "message"} or not _are_texts(list(prompt.values())) for prompt in prompts):
        raise Refused("invalid_arguments", "a prompt")
    if arguments.get("thread_ts") is None:  # With one, an agent's pane takes the call and shows nothing.
        workspace.prompts[channel] = prompts
    return {}


def _channel(workspace: Workspace, arguments: Arguments) -> str:
    channel = str(arguments.get("channel_id"))
    if channel not in workspace.channels:
        raise Refused("channel_not_found", channel)
    return channel


def _are_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) and value for value in values)


AGENTS: Mapping[str, Callable[[Workspace, Arguments], dict[str, Any]]] = {
    "assistant.threads.setStatus": _set_status,
    "assistant.threads.setSuggestedPrompts": _set_prompts,
}
