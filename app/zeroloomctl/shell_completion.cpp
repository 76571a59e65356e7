#include "app/zeroloomctl/shell_completion.h"

#include <sstream>

#include "app/zeroloomctl/format_list.h"
#include "core/zmq/socket_type.h"

namespace zeroloom {

namespace {

enum class ValueKind { Topology, File, Words, Example, Unknown };

ValueKind kindOf(const OptionDescription& option)
{
    const std::string& value = option.value;
    const bool positional = !option.names.front().starts_with('-');
    return value == "FILE"              ? (positional ? ValueKind::Topology : ValueKind::File)
           : value == "OUT"             ? ValueKind::File
           : value == "CONNECTION_FILE" ? ValueKind::File
           : value == "INPUT"           ? ValueKind::File
           : value == "TYPE"            ? ValueKind::Words
           : value == "FORMAT"          ? ValueKind::Words
           : value == "EXAMPLE"         ? ValueKind::Example
                                        : ValueKind::Unknown;
}

std::string socketTypeWords()
{
    std::string words;
    for (const SocketTypeInfo& type : socketTypes()) {
        words += isDraft(type.type) ? "" : (words.empty() ? "" : " ") + std::string(type.name);
    }
    return words;
}

std::string formatWords(const std::vector<std::string>& names)
{
    std::string words;
    for (const std::string& name : names) {
        words += (words.empty() ? "" : " ") + name;
    }
    return words;
}

// All that the value can be.
std::string wordsOf(const OptionDescription& option)
{
    if (option.value == "TYPE") {
        return socketTypeWords();
    }
    return formatWords(option.names.front() == "--from" ? importFormatNames() : exportFormatNames());
}

// "gallery show", without the program's own name; empty for the program.
std::string keyOf(const CommandDescription& command)
{
    const std::size_t space = command.path.find(' ');
    return space == std::string::npos ? std::string() : command.path.substr(space + 1);
}

template <typename Visit>
void forEachCommand(const CommandDescription& command, const Visit& visit)
{
    visit(command);
    for (const CommandDescription& sub : command.commands) {
        forEachCommand(sub, visit);
    }
}

// In single quotes for any of the three shells.
std::string inQuotes(const std::string& text)
{
    std::string out = "'";
    for (const char c : text) {
        out += c == '\'' ? "'\\''" : std::string(1, c);
    }
    return out + "'";
}

// --- bash

std::string bashAction(const OptionDescription& option)
{
    switch (kindOf(option)) {
    case ValueKind::Topology:
        return "_zeroloomctl_topologies";
    case ValueKind::File:
        return "_zeroloomctl_files";
    case ValueKind::Words:
        return "_zeroloomctl_words \"" + wordsOf(option) + "\"";
    case ValueKind::Example:
        return "_zeroloomctl_examples";
    case ValueKind::Unknown:
        break;
    }
    return ":";
}

constexpr const char* BashBegin = R"bash(# Completion of zeroloomctl for bash.

_zeroloomctl_words()
{
    COMPREPLY+=($(compgen -W "$1" -- "$current"))
}

_zeroloomctl_files()
{
    compopt -o filenames 2>/dev/null
    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")
}

# Topology files, the folders on the way to them, and the examples.
_zeroloomctl_topologies()
{
    local found
    _zeroloomctl_words "$("$program" --complete gallery 2>/dev/null)"
    # The line editor would quote the colon of an example's name if it were told that these are file names.
    ((${#COMPREPLY[@]} > 0)) || compopt -o filenames 2>/dev/null
    while IFS= read -r found; do
        [[ -d $found || $found == *.zeroloom ]] && COMPREPLY+=("$found")
    done < <(compgen -f -- "$current")
}

_zeroloomctl_examples()
{
    local names
    names=$("$program" --complete gallery 2>/dev/null)
    _zeroloomctl_words "${names//gallery:/}"
}

_zeroloomctl()
{
    local program=$1 line=${COMP_LINE:0:COMP_POINT} command= word
    local current=${line##*[[:space:]]}
    local -a words
    read -ra words <<< "$line"
    [[ $line == *[[:space:]] ]] || unset 'words[-1]'
    local previous=${words[-1]}
    COMPREPLY=()
    for word in "${words[@]:1}"; do
        case "$command:$word" in
)bash";

constexpr const char* BashEnd = R"bash(    esac
    # The line editor takes a colon for the end of a word and has what stands before it already.
    if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*:}"}"}")
    fi
}

complete -F _zeroloomctl zeroloomctl
)bash";

std::string bashCommandCase(const CommandDescription& command)
{
    std::string words;
    for (const CommandDescription& sub : command.commands) {
        words += sub.name + " ";
    }
    std::string options;
    for (const OptionDescription& option : command.options) {
        for (const std::string& name : option.names) {
            options += (options.empty() ? "" : " ") + name;
        }
    }
    std::string out = "    " + inQuotes(keyOf(command)) + ")\n";
    if (words.empty() && command.positionals.empty()) {
        return out + "        _zeroloomctl_words \"" + options + "\" ;;\n";
    }
    out += "        if [[ $current == -* ]]; then\n            _zeroloomctl_words \"" + options + "\"\n        else\n";
    for (const OptionDescription& positional : command.positionals) {
        out += "            " + bashAction(positional) + "\n";
    }
    if (!words.empty()) {
        out += "            _zeroloomctl_words \"" + words + options + "\"\n";
    }
    return out + "        fi ;;\n";
}

// --- zsh

// Within a specification of _arguments, which has brackets and colons of its own.
std::string zshText(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        out += (c == '[' || c == ']' || c == ':' || c == '\\') ? std::string("\\") + c : std::string(1, c);
    }
    return out;
}

std::string zshFunction(const CommandDescription& command)
{
    std::string name = "_" + command.path;
    for (char& c : name) {
        c = c == ' ' ? '_' : c;
    }
    return name;
}

std::string zshAction(const OptionDescription& option)
{
    switch (kindOf(option)) {
    case ValueKind::Topology:
        return "_zeroloomctl-topologies";
    case ValueKind::File:
        return "_files";
    case ValueKind::Words:
        return "(" + wordsOf(option) + ")";
    case ValueKind::Example:
        return "_zeroloomctl-examples";
    case ValueKind::Unknown:
        break;
    }
    return " ";
}

std::string zshOption(const OptionDescription& option)
{
    std::string exclusive;
    for (const std::string& name : option.names) {
        exclusive += (exclusive.empty() ? "" : " ") + name;
    }
    std::string out;
    for (const std::string& name : option.names) {
        const std::string before = option.repeats ? "*" : option.names.size() > 1 ? "(" + exclusive + ")" : "";
        std::string text = before + name + "[" + zshText(option.help) + "]";
        // "TIME ACT" are two values.
        std::istringstream values(option.value);
        for (std::string value; values >> value;) {
            text += ":" + value + ":" + zshAction(option);
        }
        out += "        " + inQuotes(text) + " \\\n";
    }
    return out;
}

std::string zshCommand(const CommandDescription& command)
{
    std::string out =
        zshFunction(command) + "()\n{\n    local context state state_descr line\n    typeset -A opt_args\n";
    out += "    _arguments -C \\\n";
    for (const OptionDescription& option : command.options) {
        out += zshOption(option);
    }
    int place = 1;
    for (const OptionDescription& positional : command.positionals) {
        const std::string optional = positional.required ? ":" : "::";
        out += "        " +
               inQuotes(std::to_string(place++) + optional + positional.names.front() + ":" + zshAction(positional)) +
               " \\\n";
    }
    if (command.commands.empty()) {
        return out + "        && return\n}\n\n";
    }
    out += "        '1:command:->command' \\\n        '*::argument:->argument' && return\n    case $state in\n"
           "    command)\n        local -a commands=(\n";
    for (const CommandDescription& sub : command.commands) {
        out += "            " + inQuotes(sub.name + ":" + zshText(sub.summary)) + "\n";
    }
    out += "        )\n        _describe command commands ;;\n    argument)\n        case $words[1] in\n";
    for (const CommandDescription& sub : command.commands) {
        out += "        " + sub.name + ") " + zshFunction(sub) + " ;;\n";
    }
    return out + "        esac ;;\n    esac\n}\n\n";
}

constexpr const char* ZshBegin = R"zsh(#compdef zeroloomctl
# Completion of zeroloomctl for zsh.

_zeroloomctl-examples()
{
    local -a names=(${${(f)"$(zeroloomctl --complete gallery 2>/dev/null)"}#gallery:})
    compadd -a names
}

_zeroloomctl-topologies()
{
    local -a names=(${(f)"$(zeroloomctl --complete gallery 2>/dev/null)"})
    _alternative 'files:topology:_files -g "*.zeroloom"' 'examples:example:compadd -a names'
}

)zsh";

// --- fish

std::string fishAction(const OptionDescription& option)
{
    switch (kindOf(option)) {
    case ValueKind::Topology:
        return "-k -a '(__fish_complete_suffix .zeroloom; zeroloomctl --complete gallery)'";
    case ValueKind::File:
        return "-F";
    case ValueKind::Words:
        return "-f -a '" + wordsOf(option) + "'";
    case ValueKind::Example:
        return "-f -a '(zeroloomctl --complete gallery | string replace gallery: \"\")'";
    case ValueKind::Unknown:
        break;
    }
    return "-f";
}

// True when the command line has come to just this command.
std::string fishCondition(const CommandDescription& command)
{
    return "-n '__zeroloomctl_at \"" + keyOf(command) + "\"'";
}

std::string fishOption(const OptionDescription& option)
{
    std::string text;
    for (const std::string& name : option.names) {
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    text += option.value.empty() ? "" : " -r " + fishAction(option);
    return text + " -d " + inQuotes(option.help);
}

constexpr const char* FishBegin = R"fish(# Completion of zeroloomctl for fish.

complete -c zeroloomctl -f

function __zeroloomctl_at
    set -l command
    for word in (commandline -opc)[2..]
        switch "$command $word"
)fish";

} // namespace

std::string bashCompletion(const CommandDescription& program)
{
    std::string out = BashBegin, values, cases;
    forEachCommand(program, [&](const CommandDescription& command) {
        for (const CommandDescription& sub : command.commands) {
            out +=
                "        " + inQuotes(keyOf(command) + ":" + sub.name) + ") command=" + inQuotes(keyOf(sub)) + " ;;\n";
        }
        for (const OptionDescription& option : command.options) {
            for (const std::string& name : option.names) {
                values += option.value.empty() ? ""
                                               : "    " + inQuotes(keyOf(command) + ":" + name) + ") " +
                                                     bashAction(option) + "; return ;;\n";
            }
        }
        cases += bashCommandCase(command);
    });
    out += "        esac\n    done\n    case \"$command:$previous\" in\n" + values + "    esac\n";
    return out + "    case \"$command\" in\n" + cases + BashEnd;
}

std::string zshCompletion(const CommandDescription& program)
{
    std::string out = ZshBegin;
    forEachCommand(program, [&](const CommandDescription& command) { out += zshCommand(command); });
    return out + "_zeroloomctl \"$@\"\n";
}

std::string fishCompletion(const CommandDescription& program)
{
    std::string out = FishBegin, completions;
    forEachCommand(program, [&](const CommandDescription& command) {
        const std::string begin = "complete -c zeroloomctl " + fishCondition(command);
        for (const CommandDescription& sub : command.commands) {
            out += "            case " + inQuotes(keyOf(command) + " " + sub.name) + "\n                set command " +
                   inQuotes(keyOf(sub)) + "\n";
            completions += begin + " -a " + sub.name + " -d " + inQuotes(sub.summary) + "\n";
        }
        for (const OptionDescription& option : command.options) {
            completions += begin + fishOption(option) + "\n";
        }
        for (const OptionDescription& positional : command.positionals) {
            completions += begin + " " + fishAction(positional) + "\n";
        }
    });
    out += "        end\n    end\n    test \"$command\" = \"$argv[1]\"\nend\n\n";
    return out + completions;
}

} // namespace zeroloom
