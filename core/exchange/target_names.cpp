#include "core/exchange/target_names.h"

#include <algorithm>
#include <array>

namespace zeroloom {

namespace {

// Keywords of Python 3.11 and of C++20, and names that a generated program has of its own accord.
constexpr auto Keywords = std::to_array<std::string_view>({"alignas",       "alignof",     "and",
                                                           "and_eq",        "as",          "asm",
                                                           "assert",        "async",       "auto",
                                                           "await",         "bitand",      "bitor",
                                                           "bool",          "break",       "case",
                                                           "catch",         "char",        "char16_t",
                                                           "char32_t",      "char8_t",     "class",
                                                           "co_await",      "co_return",   "co_yield",
                                                           "compl",         "concept",     "const",
                                                           "const_cast",    "consteval",   "constexpr",
                                                           "constinit",     "continue",    "decltype",
                                                           "def",           "default",     "del",
                                                           "delete",        "do",          "double",
                                                           "dynamic_cast",  "elif",        "else",
                                                           "enum",          "except",      "explicit",
                                                           "export",        "extern",      "false",
                                                           "final",         "finally",     "float",
                                                           "for",           "friend",      "from",
                                                           "global",        "goto",        "if",
                                                           "import",        "in",          "inline",
                                                           "int",           "is",          "lambda",
                                                           "long",          "main",        "match",
                                                           "mutable",       "namespace",   "new",
                                                           "noexcept",      "none",        "nonlocal",
                                                           "not",           "not_eq",      "nullptr",
                                                           "operator",      "or",          "or_eq",
                                                           "override",      "pass",        "print",
                                                           "private",       "protected",   "public",
                                                           "raise",         "register",    "reinterpret_cast",
                                                           "requires",      "return",      "short",
                                                           "signed",        "sizeof",      "static",
                                                           "static_assert", "static_cast", "struct",
                                                           "switch",        "template",    "this",
                                                           "thread_local",  "throw",       "true",
                                                           "try",           "type",        "typedef",
                                                           "typeid",        "typename",    "union",
                                                           "unsigned",      "using",       "virtual",
                                                           "void",          "volatile",    "wchar_t",
                                                           "while",         "with",        "xor",
                                                           "xor_eq",        "yield"});

// Names of devices that Windows finds in every folder.
constexpr auto Devices = std::to_array<std::string_view>(
    {"aux",  "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con",
     "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul",  "prn"});

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isLower(char c) { return c >= 'a' && c <= 'z'; }
bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }
char lowered(char c) { return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

std::string folded(std::string text)
{
    std::ranges::transform(text, text.begin(), lowered);
    return text;
}

constexpr std::size_t LengthLimit = 63;

// Every stretch of what the target does not take becomes one separator; none stands at either end.
std::string cleaned(std::string_view source, char separator, bool keepCase)
{
    std::string text;
    for (const char c : source) {
        if (isLower(c) || isDigit(c) || isUpper(c)) {
            text += keepCase ? c : lowered(c);
        } else if (keepCase && (c == '_' || c == '-')) {
            text += c;
        } else if (!text.empty() && text.back() != separator) {
            text += separator;
        }
    }
    text.resize(std::min(text.size(), LengthLimit));
    while (!text.empty() && (text.back() == separator))
        text.pop_back();
    return text;
}

char separatorOf(NameRule rule) { return rule == NameRule::DnsLabel ? '-' : '_'; }

std::string underRule(std::string_view source, NameRule rule)
{
    std::string text = cleaned(source, separatorOf(rule), rule == NameRule::FileName);
    const bool mustBeginWithLetter = rule != NameRule::FileName;
    if (text.empty() || (mustBeginWithLetter && isDigit(text.front())))
        text.insert(0, rule == NameRule::DnsLabel ? "n" : text.empty() ? "node" : "node_");
    if (rule == NameRule::FileName && text.front() == '-')
        text.insert(0, "_"); // a program would take it for an option
    if (rule == NameRule::Identifier && std::ranges::binary_search(Keywords, text))
        text += "_node";
    if (rule == NameRule::FileName && std::ranges::binary_search(Devices, folded(text)))
        text += "_node";
    text.resize(std::min(text.size(), LengthLimit));
    return text;
}

} // namespace

void TargetNames::reserve(std::string name) { m_taken.insert(folded(std::move(name))); }

const std::string& TargetNames::map(const std::string& source)
{
    const auto known = m_names.find(source);
    if (known != m_names.end())
        return known->second;
    const std::string wanted = underRule(source, m_rule);
    std::string name = wanted;
    for (int number = 2; !m_taken.insert(folded(name)).second; ++number) {
        const std::string end = separatorOf(m_rule) + std::to_string(number);
        name = wanted.substr(0, LengthLimit - end.size()) + end;
    }
    m_order.push_back(source);
    return m_names.emplace(source, std::move(name)).first->second;
}

Remarks TargetNames::remarks() const
{
    Remarks remarks;
    for (const std::string& source : m_order) {
        const std::string& name = m_names.at(source);
        if (name != source)
            remarks.push_back({{}, "'" + source + "' is called '" + name + "' there"});
    }
    return remarks;
}

} // namespace zeroloom
