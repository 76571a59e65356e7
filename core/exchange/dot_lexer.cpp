#include "core/exchange/dot_lexer.h"

#include <algorithm>

#include "core/base/json_document.h"

namespace zeroloom {
namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

bool isWordStart(char letter)
{
    return (lower(letter) >= 'a' && lower(letter) <= 'z') || letter == '_' ||
           static_cast<unsigned char>(letter) >= 0x80;
}

} // namespace

bool DotToken::isKeyword(std::string_view lowerCase) const
{
    return kind == Kind::Word && text.size() == lowerCase.size() &&
           std::ranges::equal(text, lowerCase, {}, [](char letter) { return lower(letter); });
}

DotLexer::DotLexer(std::string_view text) : m_text(text)
{
    if (m_text.starts_with("\xEF\xBB\xBF"))
        m_text.remove_prefix(3);
}

void DotLexer::advance()
{
    const char letter = peek();
    m_lineIsBlank = letter == '\n' || (m_lineIsBlank && (letter == ' ' || letter == '\t'));
    if (m_text[m_at++] == '\n') {
        ++m_place.line;
        m_place.column = 1;
    } else {
        ++m_place.column;
    }
}

void DotLexer::skipLine()
{
    while (!atEnd() && peek() != '\n')
        advance();
}

Status DotLexer::skipBlanks()
{
    while (!atEnd()) {
        const char letter = peek();
        if (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n' || letter == '\f' || letter == '\v') {
            advance();
        } else if ((letter == '/' && peek(1) == '/') || (letter == '#' && m_lineIsBlank)) {
            skipLine();
        } else if (letter == '/' && peek(1) == '*') {
            const DotPlace begin = m_place;
            const std::size_t end = m_text.find("*/", m_at + 2);
            if (end == std::string_view::npos)
                return fail(ErrorCode::InvalidInput, "a comment has no end; write */", begin.text());
            while (m_at < end + 2)
                advance();
        } else {
            break;
        }
    }
    return {};
}

Result<DotToken> DotLexer::next()
{
    if (const Status skipped = skipBlanks(); !skipped)
        return tl::unexpected(skipped.error());
    const DotPlace begin = m_place;
    if (atEnd())
        return DotToken{DotToken::Kind::End, {}, begin};
    const char letter = peek();
    if (letter == '"')
        return quoted();
    if (letter == '<')
        return html();
    if (letter == '-' && (peek(1) == '>' || peek(1) == '-')) {
        DotToken token{DotToken::Kind::Mark, std::string(m_text.substr(m_at, 2)), begin};
        advance(), advance();
        return token;
    }
    if (std::string_view("{}[];,:=+").find(letter) != std::string_view::npos) {
        advance();
        return DotToken{DotToken::Kind::Mark, std::string(1, letter), begin};
    }
    const bool numeral = isDigit(letter) || ((letter == '-' || letter == '.') && (isDigit(peek(1)) || peek(1) == '.'));
    if (numeral || isWordStart(letter))
        return word();
    return fail(ErrorCode::InvalidInput,
                "'" + shown(m_text.substr(m_at, 1)) +
                    "' stands for nothing here; put names with such characters in "
                    "double quotes",
                begin.text());
}

DotToken DotLexer::word()
{
    DotToken token{DotToken::Kind::Word, {}, m_place};
    const std::size_t begin = m_at;
    const bool numeral = !isWordStart(peek());
    advance();
    while (!atEnd() && (isWordStart(peek()) || isDigit(peek()) || (numeral && peek() == '.')))
        advance();
    token.text = m_text.substr(begin, m_at - begin);
    return token;
}

Result<DotToken> DotLexer::quoted()
{
    DotToken token{DotToken::Kind::Quoted, {}, m_place};
    advance();
    while (!atEnd() && peek() != '"') {
        if (peek() != '\\') {
            token.text += peek();
            advance();
            continue;
        }
        const char escaped = peek(1);
        advance();
        if (escaped == '\n') { // the line goes on
            advance();
        } else if (escaped == '"') {
            token.text += '"';
            advance();
        } else {
            token.text += '\\';
            if (escaped == '\\') {
                token.text += '\\';
                advance();
            }
        }
    }
    if (atEnd())
        return fail(ErrorCode::InvalidInput, "a text in quotes has no end; write \"", token.place.text());
    advance();
    return token;
}

Result<DotToken> DotLexer::html()
{
    DotToken token{DotToken::Kind::Html, {}, m_place};
    const std::size_t begin = m_at + 1;
    std::size_t depth = 0;
    do {
        depth += peek() == '<' ? 1 : 0;
        depth -= peek() == '>' ? 1 : 0;
        advance();
    } while (depth > 0 && !atEnd());
    if (depth > 0)
        return fail(ErrorCode::InvalidInput, "a text in <...> has no end; write >", token.place.text());
    token.text = m_text.substr(begin, m_at - begin - 1);
    return token;
}

} // namespace zeroloom
