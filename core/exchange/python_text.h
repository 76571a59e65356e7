// Python source as text: literals from which nothing of a person's text gets out, comments, indented lines.
//
// Pure functions and one writer for one file. Literals are ASCII but for letters that show as what they are, so that no
// invisible character reorders or hides code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/duration.h"

namespace zeroloom {

// "text" in double quotes. Bytes that are no UTF-8 become the surrogates that os.fsencode() makes the same bytes of.
std::string pythonString(std::string_view text);
// b"bytes", or "text".encode() where the bytes are text that is not ASCII.
std::string pythonBytes(std::string_view bytes);
// ["a", "b"] of literals, over several lines when one is too short for them.
std::string pythonList(const std::vector<std::string>& literals);
// Text for within a docstring, on one line.
std::string pythonDocText(std::string_view text);
// Seconds as a number: 0.001.
std::string pythonSeconds(Nanoseconds duration);

class PythonText {
public:
    explicit PythonText(int depth = 0) : m_depth(depth) {}

    // A line, or several with their own indentation added to the present one. Empty lines stay empty.
    void lines(std::string_view text);
    // A comment, wrapped.
    void comment(std::string_view text);
    void indent() { ++m_depth; }
    void outdent() { --m_depth; }

    bool empty() const { return m_text.empty(); }
    const std::string& text() const { return m_text; }

private:
    int m_depth;
    std::string m_text;
};

} // namespace zeroloom
