#include "app/zeroloomctl/live_frame.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "app/zeroloomctl/standard_streams.h"

namespace zeroloom {

int LiveFrame::roomOf(TerminalSize size) { return std::max(size.rows - 1, 6); }

bool LiveFrame::draw(std::vector<std::string> lines)
{
    const TerminalSize size = terminalSize(m_descriptor);
    // After a change of size the terminal has wrapped the lines anew: nobody knows where the frame begins.
    std::string out = size == m_size ? backToTop() : "\x1b[2J\x1b[H";
    m_size = size;
    lines.resize(std::min(lines.size(), static_cast<std::size_t>(roomOf(size))));
    out += "\x1b[?25l\x1b[?7l"; // no cursor, no wrapping of lines that are too long
    for (const std::string& line : lines) {
        out += line + "\x1b[K\n";
    }
    out += "\x1b[J\x1b[?7h\x1b[?25h";
    m_drawn = static_cast<int>(lines.size());
    return writeAll(m_descriptor, out) == WriteOutcome::Written;
}

std::string LiveFrame::backToTop() const
{
    return m_drawn > 0 ? "\x1b[" + std::to_string(m_drawn) + "A\r" : std::string();
}

void LiveFrame::erase()
{
    if (m_drawn > 0) {
        writeAll(m_descriptor, backToTop() + "\x1b[J");
        m_drawn = 0;
    }
}

bool canDrawFrames(int descriptor)
{
    const char* terminal = std::getenv("TERM");
    return isTerminal(descriptor) && terminal != nullptr && std::string_view(terminal) != "dumb";
}

} // namespace zeroloom
