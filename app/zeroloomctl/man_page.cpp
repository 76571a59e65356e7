#include "app/zeroloomctl/man_page.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace zeroloom {

namespace {

// Running text: what troff would read as a request or an escape is made harmless.
std::string escaped(const std::string& text)
{
    std::string out;
    for (const char c : text) {
        if (out.empty() && (c == '.' || c == '\'')) {
            out += "\\&";
        }
        out += c == '\\' ? "\\e" : c == '\'' ? "\\(aq" : std::string(1, c);
    }
    return out;
}

// Text that is typed: a hyphen stays the character that a shell takes.
std::string typed(const std::string& text)
{
    std::string out;
    for (const char c : escaped(text)) {
        out += c == '-' ? "\\-" : std::string(1, c);
    }
    return out;
}

std::string bold(const std::string& text) { return "\\fB" + typed(text) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + typed(text) + "\\fR"; }

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string item(const OptionDescription& option)
{
    std::string text = ".TP\n";
    if (!option.names.front().starts_with('-')) {
        return text + italic(option.names.front()) + "\n" + escaped(option.help) + ".\n";
    }
    for (std::size_t i = 0; i < option.names.size(); ++i) {
        text += (i == 0 ? "" : ", ") + bold(option.names[i]);
    }
    text += option.value.empty() ? "\n" : " " + italic(option.value) + "\n";
    return text + escaped(option.help) + (option.help.ends_with('.') ? "\n" : ".\n");
}

std::string synopsis(const CommandDescription& command)
{
    std::string text = bold(command.path);
    for (const OptionDescription& positional : command.positionals) {
        const std::string name = italic(positional.names.front());
        text += positional.required ? " " + name : " [" + name + "]";
    }
    for (const OptionDescription& option : command.options) {
        if (option.names.back() == "--help") {
            continue;
        }
        std::string one = bold(option.names.front());
        one += option.value.empty() ? "" : " " + italic(option.value);
        text += (option.required ? " " + one : " [" + one + "]") + (option.repeats ? "..." : "");
    }
    return text;
}

// Every command that does something, one line each.
void addSynopses(std::string& out, const CommandDescription& command)
{
    const bool onlyGroups = command.path == command.name;
    if (!onlyGroups) {
        out += synopsis(command) + "\n.br\n";
    }
    for (const CommandDescription& sub : command.commands) {
        addSynopses(out, sub);
    }
}

// The footer's sections: a title ends in a colon, its lines are indented by two.
void addFooter(std::string& out, const std::string& footer, bool asSections)
{
    std::istringstream lines(footer);
    bool open = false;
    for (std::string line; std::getline(lines, line);) {
        const bool title = !line.starts_with(' ') && line.ends_with(':');
        if ((title || line.empty()) && open) {
            out += ".EE\n";
            open = false;
        }
        if (title) {
            const std::string text = line.substr(0, line.size() - 1);
            out += asSections ? ".SH " + upper(text) + "\n.EX\n" : ".PP\n" + escaped(text) + ":\n.PP\n.EX\n";
            open = true;
        } else if (!line.empty()) {
            out += open ? typed(line) + "\n" : ".PP\n" + escaped(line) + "\n";
        }
    }
    out += open ? ".EE\n" : "";
}

void addCommand(std::string& out, const CommandDescription& command)
{
    out += ".SS " + typed(command.path.substr(command.path.find(' ') + 1)) + "\n";
    out += escaped(command.summary) + ".\n";
    for (const std::string& paragraph : command.details) {
        out += ".PP\n" + escaped(paragraph) + "\n";
    }
    for (const OptionDescription& positional : command.positionals) {
        out += item(positional);
    }
    for (const OptionDescription& option : command.options) {
        out += option.names.back() == "--help" ? "" : item(option);
    }
    addFooter(out, command.footer, false);
    for (const CommandDescription& sub : command.commands) {
        addCommand(out, sub);
    }
}

constexpr const char* Ending = R"(.SH ENVIRONMENT
.TP
\fBZEROLOOM_RESOURCES\fR
Folder of the examples, schemas and help pages, instead of the one that was installed.
.TP
\fBNO_COLOR\fR
When it is set and not empty, nothing is coloured.
.SH SEE ALSO
.BR zmq_socket (3),
.BR zmq_setsockopt (3),
.BR zmq_tcp (7),
.BR zmq_ipc (7),
.BR zmq_inproc (7)
)";

} // namespace

std::string manPage(const CommandDescription& program)
{
    std::string out = ".TH " + upper(program.name) + " 1 \"\" \"Zeroloom " ZEROLOOM_VERSION "\" \"User Commands\"\n";
    out += ".SH NAME\n" + typed(program.name) + " \\- " + escaped(program.summary) + "\n.SH SYNOPSIS\n.nh\n.ad l\n";
    addSynopses(out, program);
    out += ".hy\n.ad b\n.SH DESCRIPTION\n";
    for (const std::string& paragraph : program.details) {
        out += ".PP\n" + escaped(paragraph) + "\n";
    }
    out += ".SH OPTIONS\n";
    for (const OptionDescription& option : program.options) {
        out += item(option);
    }
    out += ".SH COMMANDS\n";
    for (const CommandDescription& command : program.commands) {
        addCommand(out, command);
    }
    addFooter(out, program.footer, true);
    return out + Ending;
}

} // namespace zeroloom
