// One object of a topology file, read key by key: each wrong value is noted with its JSON pointer, and the keys that
// nobody asked for are kept as text. Used within one call of the reader only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/value.h"
#include "core/base/json_document.h"
#include "core/model/topology.h"

namespace zeroloom {

// Errors in the order in which they were found. A hostile file may hold a million; the list ends with how many more.
class ErrorList {
public:
    void add(std::string message, std::string where);
    bool empty() const { return m_errors.empty(); }
    Errors take();

private:
    Errors m_errors;
    std::size_t m_leftOut = 0;
};

class ObjectReader {
public:
    // `what` names the object in messages: "a node". Anything but an object is an error, and reads as an empty one.
    ObjectReader(const Json& json, std::string pointer, std::string_view what, ErrorList& errors);

    const std::string& pointer() const { return m_pointer; }
    // The member, or nullptr.
    const Json* member(std::string_view key);
    void error(std::string_view key, std::string message);

    // Text, or "" with an error when it is something else. Missing: "" and an error if it is required.
    std::string text(std::string_view key, bool required = false);
    // Text that follows the rule for ids.
    std::string id(std::string_view key, bool required = true);
    // [x, y] within the canvas.
    std::optional<Point> point(std::string_view key);
    // An object of booleans, numbers, texts and lists of texts.
    Values values(std::string_view key);
    // The list's items with their pointers; an error when it is missing and required, or no list.
    const Json::array_t& list(std::string_view key, bool required = false);

    // The members that were not asked for, as one JSON object, or empty.
    std::string extra() const;

private:
    const Json& m_json;
    std::string m_pointer;
    ErrorList& m_errors;
    std::vector<std::string_view> m_known;
};

// "[x, y]" of two numbers within the canvas, or why not.
Result<Point> pointFrom(const Json& json);

// What kind of value it is, for messages: "a number", "null".
std::string kindOf(const Json& json);

} // namespace zeroloom
