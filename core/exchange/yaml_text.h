// YAML that holds whatever text: every string is in double quotes and plain ASCII, so that nothing in it can be taken
// for anything else, by readers of YAML 1.1 and 1.2 alike. Values are built as trees and written once. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zeroloom {

// "text", with \n, \", \\ and \xXX, \uXXXX, \UXXXXXXXX for all that is not printable ASCII. Bytes that are not UTF-8
// become U+FFFD.
std::string yamlQuoted(std::string_view text);

class YamlValue {
public:
    using List = std::vector<YamlValue>;
    using Map = std::vector<std::pair<std::string, YamlValue>>; // in the order in which it is written

    YamlValue(std::string text) : m_value(std::move(text)) {}
    YamlValue(std::string_view text) : m_value(std::string(text)) {}
    YamlValue(const char* text) : m_value(std::string(text)) {}
    YamlValue(bool value) : m_value(value) {}
    YamlValue(int value) : m_value(std::int64_t{value}) {}
    YamlValue(List list) : m_value(std::move(list)) {}
    YamlValue(Map map) : m_value(std::move(map)) {}

    // A text of many lines that reads better as it stands (a block scalar). Written in quotes where it could not be
    // read back to the same bytes.
    static YamlValue block(std::string text);

    void write(std::string& out, int indent) const;

private:
    struct Block {
        std::string text;
    };
    std::variant<std::string, bool, std::int64_t, List, Map, Block> m_value;
};

// A document that begins with "---".
std::string yamlDocument(const YamlValue::Map& document);

} // namespace zeroloom
