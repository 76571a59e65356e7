// Graphviz' language, cut into tokens. Never throws; lives within one import.
//
// Source: graphviz.org/doc/info/lang.html. Kept as Graphviz keeps it: in quoted text only \" and an escaped end of line
// are resolved, since labels have escapes of their own.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace zeroloom {

struct DotPlace {
    std::size_t line = 1;
    std::size_t column = 1; // in bytes
    std::string text() const { return "line " + std::to_string(line) + ", column " + std::to_string(column); }
};

struct DotToken {
    enum class Kind { End, Word, Quoted, Html, Mark }; // Mark: { } [ ] ; , : = + -> --
    Kind kind = Kind::End;
    std::string text;
    DotPlace place;

    bool isId() const { return kind == Kind::Word || kind == Kind::Quoted || kind == Kind::Html; }
    bool isMark(std::string_view mark) const { return kind == Kind::Mark && text == mark; }
    bool isKeyword(std::string_view lowerCase) const; // in any case, and not in quotes
};

class DotLexer {
public:
    // `text` must outlive it.
    explicit DotLexer(std::string_view text);

    [[nodiscard]] Result<DotToken> next();

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek(std::size_t ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }
    void advance();
    [[nodiscard]] Status skipBlanks();
    void skipLine();
    [[nodiscard]] Result<DotToken> quoted();
    [[nodiscard]] Result<DotToken> html();
    DotToken word();

    std::string_view m_text;
    std::size_t m_at = 0;
    DotPlace m_place;
    bool m_lineIsBlank = true; // up to here: a line that begins with '#' is a comment
};

} // namespace zeroloom
