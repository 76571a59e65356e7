// What a terminal shows of a text: its width in columns, colours, and nothing that a file could smuggle into it.
//
// Pure functions unless said; callable from any thread after main has set LC_CTYPE.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zeroloom {

struct TerminalSize {
    int columns = 80;
    int rows = 24;
    bool operator==(const TerminalSize&) const = default;
};

bool isTerminal(int descriptor);
// Of the terminal behind the descriptor; 80 by 24 where that is not known.
TerminalSize terminalSize(int descriptor);
// The width that a table for this descriptor may take; 0, unlimited, when it is not a terminal: one row, one line.
int tableWidth(int descriptor);

// The text with control characters and broken UTF-8 shown as \xNN, so that a label in a file cannot move the cursor.
std::string printable(std::string_view text);
// The same, newlines kept.
std::string printableLines(std::string_view text);

// Columns that a printable text takes.
int displayWidth(std::string_view text);
// At most `width` columns, ending in "…" where something was cut.
std::string cutTo(std::string_view text, int width);
// Lines of at most `width` columns, broken at spaces where there are some. `width` 0: one line.
std::vector<std::string> wrapped(std::string_view text, int width);

enum class Tone { Plain, Bold, Dim, Good, Warning, Bad };

// Puts tones into escape sequences, or leaves the text alone.
class Style {
public:
    explicit Style(bool coloured) : m_coloured(coloured) {}
    // Colours for a terminal, unless NO_COLOR is set or TERM is "dumb".
    static Style forDescriptor(int descriptor);

    std::string operator()(Tone tone, std::string_view text) const;

private:
    bool m_coloured;
};

} // namespace zeroloom
