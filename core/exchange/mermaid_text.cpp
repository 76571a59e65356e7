#include "core/exchange/mermaid_text.h"

#include "core/base/json_document.h"
#include "core/base/utf8.h"
#include "core/picture/clean_text.h"

namespace zeroloom {
namespace {

bool standsBare(char32_t letter)
{
    const bool ascii = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= 'a' && letter <= 'z') || letter == ' ' || letter == ',' || letter == '.' ||
                       letter == '/';
    return ascii || letter >= 0xA0;
}

} // namespace

std::string mermaidText(std::string_view text)
{
    const std::string clean = onOneLine(text);
    std::string escaped;
    for (std::size_t at = 0; at < clean.size();) {
        const char32_t letter = nextCharacter(clean, at);
        if (standsBare(letter))
            appendUtf8(escaped, letter);
        else
            escaped += "#" + std::to_string(static_cast<unsigned>(letter)) + ";";
    }
    // Mermaid takes no empty label.
    return escaped.empty() ? "#160;" : escaped;
}

std::string mermaidTitle(std::string_view title)
{
    const std::string clean = onOneLine(title); // YAML, of which JSON is a part
    return clean.empty() ? std::string() : "---\ntitle: " + Json(clean).dump() + "\n---\n";
}

} // namespace zeroloom
