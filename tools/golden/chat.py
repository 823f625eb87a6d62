"""Makes the golden of chat templates: what transformers renders from templates of the common kinds.

    pip install -r tools/golden/requirements.txt
    python tools/golden/chat.py models/src/test/resources/io/viralstream/models/golden

`chat/templates.json` holds whole templates with conversations; `chat/grammar.json` holds one line
for each construct. The templates are our own, in the grammar of the families that they are named
after.
"""

import json
import pathlib
import sys

from transformers import PreTrainedTokenizerFast
from transformers.utils.chat_template_utils import _compile_jinja_template
from tokenizers import Tokenizer, models

VICUNA_LLAVA = """{% for message in messages %}
{% if message['role'] != 'system' %}{{ message['role'].upper() + ': ' }}{% endif %}
{# pictures go first #}
{% for part in message['content'] | selectattr('type', 'equalto', 'image') %}
{{ '<image>\\n' }}
{%- endfor %}
{% if message['role'] != 'assistant' %}
{%- for part in message['content'] | selectattr('type', 'equalto', 'text') %}
{{ part['text'] + ' ' }}
{%- endfor %}
{% else %}
{% for part in message['content'] | selectattr('type', 'equalto', 'text') %}
{% generation %}{{ part['text'] + ' ' }}{% endgeneration %}
{%- endfor %}
{% endif %}
{%- endfor %}
{% if add_generation_prompt %}{{ 'ASSISTANT:' }}{% endif %}
"""

CHATML = """{%- if messages[0]['role'] == 'system' -%}
    {%- set system = messages[0]['content'] -%}
    {%- set rest = messages[1:] -%}
{%- else -%}
    {%- set system = 'You help.' -%}
    {%- set rest = messages -%}
{%- endif -%}
{{- '<|im_start|>system\\n' + system + '<|im_end|>\\n' -}}
{%- for message in rest -%}
    {%- if (message.role == 'user') or (message.role == 'assistant' and not message.tool_calls) -%}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' -}}
    {%- elif message.role == 'assistant' -%}
        {{- '<|im_start|>assistant' -}}
        {%- if message.content -%}{{- '\\n' + message.content -}}{%- endif -%}
        {%- for call in message.tool_calls -%}
            {%- if call.function is defined -%}{%- set call = call.function -%}{%- endif -%}
            {{- '\\n<tool_call>\\n{"name": "' ~ call.name ~ '", "arguments": ' -}}
            {{- call.arguments | tojson -}}
            {{- '}\\n</tool_call>' -}}
        {%- endfor -%}
        {{- '<|im_end|>\\n' -}}
    {%- elif message.role == "tool" -%}
        {%- if (loop.index0 == 0) or (rest[loop.index0 - 1].role != "tool") -%}
            {{- '<|im_start|>user' -}}
        {%- endif -%}
        {{- '\\n<tool_response>\\n' -}}{{- message.content -}}{{- '\\n</tool_response>' -}}
        {%- if loop.last or (rest[loop.index0 + 1].role != "tool") -%}
            {{- '<|im_end|>\\n' -}}
        {%- endif -%}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}
"""

LLAMA2 = (
    "{% if messages[0]['role'] == 'system' %}{% set loop_messages = messages[1:] %}"
    "{% set system = messages[0]['content'] %}"
    "{% else %}{% set loop_messages = messages %}{% set system = false %}{% endif %}"
    "{% for message in loop_messages %}"
    "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Roles take turns: user, assistant, user, …') }}{% endif %}"
    "{% if loop.index0 == 0 and system != false %}"
    "{% set content = '<<SYS>>\\n' + system + '\\n<</SYS>>\\n\\n' + message['content'] %}"
    "{% else %}{% set content = message['content'] %}{% endif %}"
    "{% if message['role'] == 'user' %}{{ bos_token + '[INST] ' + content.strip() + ' [/INST]' }}"
    "{% elif message['role'] == 'assistant' %}{{ ' ' + content.strip() + ' ' + eos_token }}"
    "{% endif %}{% endfor %}"
)

LLAMA3 = """{{- bos_token }}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = "26 Jul 2024" %}
    {%- endif %}
{%- endif %}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{{- "Today: " + date_string + "\\n\\n" }}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
    {%- elif 'tool_calls' in message %}
        {%- if not message.tool_calls|length == 1 %}
            {{- raise_exception("One call at a time!") }}
        {%- endif %}
        {%- set call = message.tool_calls[0].function %}
        {{- '{"name": "' + call.name + '", "parameters": ' }}{{ call.arguments | tojson(indent=2) }}{{- "}<|eot_id|>" }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}
"""

MISTRAL = """{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- set ns = namespace(index=0) %}
{%- for message in loop_messages %}
    {%- if not (message.role == "tool" or message.tool_calls is defined and message.tool_calls is not none) %}
        {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
            {{- raise_exception("After the system's, user and assistant take turns.") }}
        {%- endif %}
        {%- set ns.index = ns.index + 1 %}
    {%- endif %}
{%- endfor %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if system_message is defined and loop.last %}
            {{- "[INST]" + system_message + "\\n\\n" + message["content"] + "[/INST]" }}
        {%- else %}
            {{- "[INST]" + message["content"] + "[/INST]" }}
        {%- endif %}
    {%- elif message["role"] == "assistant" %}
        {{- " " + message["content"]|trim + eos_token}}
    {%- else %}
        {{- raise_exception("Only user and assistant roles, found: " + message["role"] + "!") }}
    {%- endif %}
{%- endfor %}
"""

THINKING = """{%- macro shown(content) -%}
{%- if content is string -%}{{- content -}}
{%- elif content is iterable and content is not mapping -%}
{%- for item in content -%}
{%- if 'image' in item or item.type == 'image' -%}<image>{%- elif 'text' in item -%}{{- item.text -}}{%- endif -%}
{%- endfor -%}
{%- else -%}{{- raise_exception('Unexpected content.') -}}{%- endif -%}
{%- endmacro -%}
{%- set ns = namespace(last=messages|length - 1, searching=true) -%}
{%- for message in messages[::-1] -%}
{%- set index = (messages|length - 1) - loop.index0 -%}
{%- if ns.searching and message.role == 'user' -%}
{%- set ns.searching = false -%}{%- set ns.last = index -%}
{%- endif -%}
{%- endfor -%}
{%- for message in messages -%}
{%- set content = shown(message.content)|trim -%}
{%- if message.role == 'assistant' -%}
{%- set thought = '' -%}
{%- if '</think>' in content -%}
{%- set thought = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') -%}
{%- set content = content.split('</think>')[-1].lstrip('\\n') -%}
{%- endif -%}
{%- if loop.index0 > ns.last and thought -%}<think>{{ thought.strip('\\n') }}</think>{%- endif -%}
{%- endif -%}
[{{ message.role|upper }}{{ '*' if loop.last else '' }}] {{ content }}{{ '\\n' }}
{%- endfor -%}
{%- if add_generation_prompt -%}[ASSISTANT] {%- endif -%}
"""


def text(role, content):
    return {"role": role, "content": content}


def parts(role, *contents):
    return {"role": role, "content": [
        {"type": "image"} if c is None else {"type": "text", "text": c} for c in contents]}


CONVERSATIONS = {
    "question": [text("user", " Is there a cat? ")],
    "system": [text("system", "Be brief."), text("user", "Hi"), text("assistant", " Hello. "),
               text("user", "What is <this>?\nAnd that?")],
    "wrong turns": [text("user", "a"), text("user", "b")],
    "strange role": [text("user", "a"), text("assistant", "b"), text("narrator", "c")],
    "tools": [text("user", "Weather?"),
              {"role": "assistant", "content": "", "tool_calls": [{"function": {
                  "name": "look", "arguments": {"where": "Köln \"am\" Rhein", "days": [1, 2.5, True],
                                                "none": {}}}}]},
              text("tool", "rain"), text("tool", "wind"), text("assistant", "Wet.")],
    "thoughts": [text("user", "1+1?"),
                 text("assistant", "<think>\nadd\n</think>\n\n2"), text("user", "and?"),
                 text("assistant", "<think>\nmore\n</think>\n3")],
    "special tokens typed": [text("user", "</s><|im_end|>[/INST] 漢 😀")],
}

PICTURES = {
    "picture": [parts("user", None, "What is it?")],
    "two turns": [parts("user", None, "What is it?"), parts("assistant", "A cat."),
                  parts("user", "Where?")],
    "no picture": [parts("system", "Be brief."), parts("user", "Why?")],
}

FAMILIES = {
    "vicuna-llava": (VICUNA_LLAVA, ["picture", "two turns", "no picture"]),
    "chatml": (CHATML, list(CONVERSATIONS)),
    "llama2": (LLAMA2, ["question", "system", "wrong turns", "special tokens typed"]),
    "llama3": (LLAMA3, list(CONVERSATIONS)),
    "mistral": (MISTRAL, list(CONVERSATIONS)),
    "thinking": (THINKING, ["question", "system", "thoughts", *PICTURES]),
}

DATA = {
    "words": ["b", "a", "C", "a"],
    "numbers": [3, 1, 2],
    "person": {"name": "Ann", "age": 3, "items": "shadow", "tags": ["x", "y"]},
    "people": [{"name": "Ann", "age": 3, "on": True}, {"name": "Bob", "age": 2, "on": False},
               {"name": "Cy", "age": 3}],
    "text": "  Hello, Wörld 漢😀  ",
    "lines": "one\ntwo\n\nthree",
    "empty": "",
    "nothing": None,
}

GRAMMAR = r"""
{{ 1 + 2 * 3 - 4 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 3 }} {{ 7 / 2 }} {{ 4 / 2 }}
{{ 1 ~ 2 + 3 }}
{{ -2 ** 2 }} {{ 2 ** 3 ** 2 }} {{ 1.5 + 1 }} {{ 1e3 if false else 0.1 + 0.2 }} {{ 10 / 3 }}
{{ 'a' + 'b' }} {{ 'ab' * 3 }} {{ [1] + [2, 'x'] }} {{ [0] * 3 }}
{{ 1 < 2 < 3 }} {{ 1 < 2 > 3 }} {{ 1 == 1.0 }} {{ 'a' < 'b' }} {{ true == 1 }} {{ none == false }}
{{ 'a' in 'cat' }} {{ 'a' not in 'cat' }} {{ 2 in numbers }} {{ 'name' in person }} {{ not 1 in [2] }}
{{ true and 0 }} {{ '' or 'x' }} {{ none or [] }} {{ not '' }} {{ not not 1 }}
{{ 'yes' if numbers else 'no' }} {{ 'yes' if empty }}| {{ 1 if 0 else 2 if 0 else 3 }}
{{ none }} {{ true }} {{ false }} {{ nothing }} {{ missing }}| {{ [none, true, 1.0, 'q"q', "it's"] }}
{{ {'a': 1, 'b': [1, {'c': 'd'}]} }} {{ {} }} {{ [] }} {{ (1, 2) | list }}
{{ ['a\nb', 'tab\t', 'back\\slash', '\x07'] }}
{{ person.name }} {{ person['name'] }} {{ person['items'] }} {{ person.items() | list | length }} {{ person.nothing is defined }}
{{ words[0] }} {{ words[-1] }} {{ words[9] is defined }} {{ words.0 }} {{ text[2] }} {{ person.tags[1] }}
{{ words[1:] }} {{ words[:-1] }} {{ words[::-1] }} {{ words[::2] }} {{ words[5:] }} {{ text[2:7] }} {{ 'abc'[::-1] }} {{ words[-2:] }} {{ words[3:0:-1] }}
{{ text.strip() }}| {{ text.lstrip() }}| {{ text.rstrip() }}| {{ 'xxaxx'.strip('x') }} {{ 'abcba'.rstrip('ab') }}
{{ 'abc'.startswith('a') }} {{ 'abc'.endswith(('x', 'c')) }} {{ 'abc'.upper().lower() }} {{ 'hello world'.title() }} {{ 'hELLO'.capitalize() }}
{{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a b c'.split(' ', 1) }} {{ 'a b c'.rsplit(' ', 1) }} {{ 'a b c'.split(maxsplit=1) }} {{ lines.splitlines() }}
{{ 'aXbX'.replace('X', '--') }} {{ 'aaa'.replace('a', 'b', 2) }} {{ 'ab'.replace('', '-') }} {{ ','.join(words) }} {{ 'banana'.find('n') }} {{ 'banana'.count('an') }}
{{ '12'.isdigit() }} {{ ''.isdigit() }} {{ 'ab'.isalpha() }} {{ ' '.isspace() }} {{ 'pre-x'.removeprefix('pre-') }} {{ 'x.y'.removesuffix('.y') }}
{{ person.keys() | list }} {{ person.values() | list | length }} {{ person.get('age') }} {{ person.get('no') }} {{ person.get('no', 'd') }}
{{ text | trim }}| {{ 'xax' | trim('x') }} {{ 'a' | upper }} {{ 'A' | lower }} {{ 'a b' | title }} {{ 'ab' | capitalize }} {{ 'aa' | replace('a', 'b') }}
{{ words | length }} {{ text | length }} {{ person | count }} {{ missing | length }} {{ '漢😀' | length }}
{{ words | join(', ') }} {{ numbers | join }} {{ people | join('-', attribute='name') }} {{ 'abc' | join('.') }}
{{ words | first }} {{ words | last }} {{ [] | first is defined }} {{ numbers | sort }} {{ numbers | sort(reverse=true) }} {{ numbers | reverse | list }} {{ 'abc' | reverse }} {{ words | unique | list }}
{{ missing | default('d') }} {{ empty | default('d') }}| {{ empty | default('d', true) }} {{ missing | d('x') }} {{ nothing | default('x') }}
{{ '12' | int + 1 }} {{ 'x' | int }} {{ 'x' | int(7) }} {{ 3.9 | int }} {{ 3 | string + 'x' }} {{ -3 | abs }} {{ '1.5' | float }}
{{ people | map(attribute='name') | list }} {{ words | map('upper') | join }} {{ people | selectattr('on') | map(attribute='name') | list }} {{ people | selectattr('age', 'equalto', 3) | list | length }}
{{ people | rejectattr('on', 'defined') | map(attribute='name') | list }} {{ numbers | select('odd') | list }} {{ numbers | reject('gt', 1) | list }} {{ people | selectattr('name', 'in', ['Bob', 'Cy']) | list | length }}
{{ person | tojson }} {{ [1, 2.0, none, true, 'é"<>&\n'] | tojson }} {{ [] | tojson(indent=2) }}
{{ {'b': [1, {'c': 2}], 'a': {}} | tojson(indent=4) }}
{{ {'b': 1, 'a': 2} | tojson(sort_keys=true) }} {{ ({'b': 1, 'A': 2} | dictsort)[0][0] }} {{ ({'a': 1} | items | list)[0] | join }}
{{ 'one\ntwo\n\nx' | indent(2) }}| {{ 'one\ntwo' | indent(2, true) }} {{ 'x' | safe }}
{{ 1 is defined }} {{ missing is not defined }} {{ none is none }} {{ 'a' is string }} {{ 1 is number }} {{ true is boolean }} {{ 1 is integer }} {{ 1.0 is float }} {{ {} is mapping }} {{ [] is sequence }} {{ [] is iterable }} {{ 3 is odd }} {{ 4 is even }} {{ 4 is divisibleby 2 }} {{ 'a' is in 'ab' }} {{ 1 is eq 1 }} {{ true is true }} {{ range is callable }} {{ 1 is not string and 2 is even }}
{% for x in words %}{{ loop.index }}{{ x }}{{ ',' if not loop.last }}{% endfor %}
{% for x in words if x != 'a' %}{{ loop.index0 }}/{{ loop.length }}{{ x }}{{ loop.revindex }}{% else %}none{% endfor %}
{% for x in [] %}x{% else %}none{% endfor %} {% for x in missing %}x{% else %}none{% endfor %}
{% for k, v in person.items() %}{{ k }}={{ v }};{% endfor %} {% for k in person %}{{ k }}{% endfor %} {% for c in 'ab' %}[{{ c }}]{% endfor %}
{% for x in range(5) %}{% if x == 1 %}{% continue %}{% endif %}{% if x == 3 %}{% break %}{% endif %}{{ x }}{% endfor %} {{ range(2, 8, 3) | list }} {{ range(3, 0, -1) | list }}
{% for x in words %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }}{{ loop.cycle('o', 'e') }} {% endfor %}
{% set x = 1 %}{% for y in [1, 2] %}{% set x = x + y %}{{ x }}{% endfor %}{{ x }}
{% set ns = namespace(x=1, seen=[]) %}{% for y in [1, 2] %}{% set ns.x = ns.x + y %}{% set ns.seen = ns.seen + [y] %}{% endfor %}{{ ns.x }}{{ ns.seen }}
{% set a, b = 1, 2 %}{{ a }}{{ b }} {% set c = 1, 2 %}{{ c | list }} {% set block %}in {{ a }}{% endset %}[{{ block }}]
{% macro f(x, y='d') %}<{{ x }}|{{ y }}>{% endmacro %}{{ f(1) }}{{ f(1, 2) }}{{ f(y=3, x=4) }} {% macro g() %}{{ f(9) }}{% endmacro %}{{ g() }}
{% if 0 %}a{% elif 1 %}b{% else %}c{% endif %} {% if missing %}a{% else %}b{% endif %} {% if missing.x is defined %}a{% endif %}
{% raw %}{{ not this }} {% nor this %}{% endraw %} {# a comment {{ x }} #}after
{{ "a" 'b' }} {{ 'it\'s' }} {{ "\u00e9\n" | tojson }} {{ '{{' }} {{ '%}' }} {{ {'a': {'b': 1}}['a']['b'] }}
{{ dict(a=1) }} {{ dict({'a': 1}, b=2)['b'] }} {{ 1_000 }}
{{ (1, 2)[0] }} {{ ((1)) }} {{ [1, 2,] }} {{ [[1, 2], [3]][0][1] }}
{{ missing + 1 }}
{{ missing.x.y }}
{{ 'a' + 1 }}
{{ none | length }}
{{ 1 / 0 }}
{{ words.append('x') }}
{{ unknown_function() }}
{{ 'a' | nofilter }}
{{ 'a' is notest }}
{% for x in 5 %}{% endfor %}
{% for a, b in [[1]] %}{% endfor %}
{% include 'x' %}
{% if 1 %}
{{ 1 + }}
{{ 'open }}
{{ raise_exception('told so') }}
{{ [1, 'a'] | sort }}
{{ ''.__class__ }}
{{ ().__class__.__bases__ | string }}
"""

BLOCKS = [
    "a\n  {% if true %}  \n  b\n  {% endif %}\nc\n",
    "a\n  {%- if true -%}  \n  b\n  {%- endif -%}\nc\n\n",
    "  {%+ if true %}\nb\n  {%+ endif +%}\nc",
    "{# x #}\n  {# y #}\nz\n{#- w -#}\n v",
    "a {{ 1 }}\n  {{- 2 -}}  \n {{ 3 }}\n\n",
    "\t{% set x = 1 %}\n\t{{ x }}\n",
    "x {% if true %}\ny{% endif %}\n z",
    "\r\na\r\n{% if true %}\r\nb\r\n{% endif %}\r\n",
    "{% for i in [1, 2] %}\n  {% if i == 1 %}\n    one\n  {% else %}\n    more\n  {% endif %}\n{% endfor %}\n",
    "{% raw %}\n {{ x }}\n{% endraw %}\nend",
    "\u00a0{%- if true %}x{% endif -%}\u00a0y",
    "{{ 'a' -}}\n {% if true %}b{% endif %}",
]


def rendered(render):
    """The text, or that it is refused."""
    try:
        return {"text": render()}
    except Exception as refused:  # every kind of refusal is one to us
        return {"refused": type(refused).__name__}


def templates():
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=Tokenizer(models.BPE()), bos_token="<s>", eos_token="</s>")
    for name, (template, conversations) in FAMILIES.items():
        for key in conversations:
            messages = (CONVERSATIONS | PICTURES)[key]
            for prompt in (False, True):
                result = rendered(lambda: tokenizer.apply_chat_template(
                    messages, chat_template=template, tokenize=False,
                    add_generation_prompt=prompt))
                yield {"family": name, "conversation": key, "add_generation_prompt": prompt,
                       **result}


def grammar():
    for template in [*GRAMMAR.strip().split("\n"), *BLOCKS]:
        yield {"template": template,
               **rendered(lambda: _compile_jinja_template(template).render(**DATA))}


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1]) / "chat"
    folder.mkdir(parents=True, exist_ok=True)
    whole = {"templates": {name: template for name, (template, _) in FAMILIES.items()},
             "conversations": CONVERSATIONS | PICTURES, "cases": list(templates())}
    (folder / "templates.json").write_text(json.dumps(whole, indent=1) + "\n")
    (folder / "grammar.json").write_text(
        json.dumps({"data": DATA, "cases": list(grammar())}, indent=1) + "\n")
