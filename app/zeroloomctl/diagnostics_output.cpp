#include "app/zeroloomctl/diagnostics_output.h"

#include <algorithm>
#include <map>

#include "app/zeroloomctl/json_output.h"

namespace zeroloom {

namespace {

constexpr std::size_t MostOfOneCode = 20;

Tone toneOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Tone::Bad;
    case Severity::Warning:
        return Tone::Warning;
    case Severity::Info:
        return Tone::Dim;
    }
    return Tone::Plain;
}

// The first line begins with a label in colour, the others are indented.
std::string labelled(const std::string& label, Tone tone, const std::string& text, int width, const Style& style,
                     const std::string& indent)
{
    std::string out;
    const int room = width > 0 ? std::max(20, width - displayWidth(indent) - 4) : 0;
    for (const std::string& line : wrapped(label + ": " + printable(text), room)) {
        if (out.empty() && line.starts_with(label)) {
            out = indent + style(tone, label) + line.substr(label.size()) + "\n";
        } else {
            out += indent + "    " + line + "\n";
        }
    }
    return out;
}

std::string counted(std::size_t count, const std::string& what)
{
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

} // namespace

std::string diagnosticsAsJson(const std::vector<Diagnostic>& diagnostics)
{
    Json list = Json::array();
    for (const Diagnostic& diagnostic : diagnostics) {
        list.push_back({{"severity", name(diagnostic.severity)},
                        {"code", diagnostic.code},
                        {"where",
                         {{"node", diagnostic.where.node.text()},
                          {"socket", diagnostic.where.socket.text()},
                          {"wire", diagnostic.where.wire.text()}}},
                        {"message", diagnostic.message},
                        {"fix", diagnostic.fix}});
    }
    return jsonDocument({{"diagnostics", list}});
}

std::string diagnosticsAsText(const std::vector<Diagnostic>& diagnostics, const std::string& file, int width,
                              const Style& style)
{
    std::map<std::pair<Severity, std::string>, std::size_t> seen;
    std::string out;
    for (const Diagnostic& diagnostic : diagnostics) {
        if (++seen[{diagnostic.severity, diagnostic.code}] > MostOfOneCode) {
            continue;
        }
        const std::string label(name(diagnostic.severity));
        out += labelled(label, toneOf(diagnostic.severity), file + ": " + diagnostic.message, width, style, "");
        if (!diagnostic.fix.empty()) {
            out += labelled("fix", Tone::Bold, diagnostic.fix, width, style, "  ");
        }
    }
    for (const auto& [key, count] : seen) {
        if (count > MostOfOneCode) {
            out += std::string(name(key.first)) + ": " + printable(file) + ": " +
                   std::to_string(count - MostOfOneCode) + " more of '" + key.second + "' are not shown\n";
        }
    }
    return out;
}

std::string diagnosticsCounted(const std::vector<Diagnostic>& diagnostics)
{
    const auto count = [&](Severity severity) {
        return static_cast<std::size_t>(
            std::count_if(diagnostics.begin(), diagnostics.end(),
                          [&](const Diagnostic& diagnostic) { return diagnostic.severity == severity; }));
    };
    std::string text;
    const auto add = [&](Severity severity, const std::string& what) {
        if (const std::size_t found = count(severity); found > 0) {
            text += (text.empty() ? "" : ", ") + counted(found, what);
        }
    };
    add(Severity::Error, "error");
    add(Severity::Warning, "warning");
    add(Severity::Info, "hint");
    return text.empty() ? "no problems" : text;
}

} // namespace zeroloom
