// Text put into a Mermaid diagram, whatever it is. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace zeroloom {

// On one line, with every character that could mean something to Mermaid, to Markdown or to HTML as an entity of
// Mermaid's own, "#34;". Never empty.
std::string mermaidText(std::string_view text);
// "---\ntitle: ...\n---\n", or nothing for an empty title.
std::string mermaidTitle(std::string_view title);

} // namespace zeroloom
