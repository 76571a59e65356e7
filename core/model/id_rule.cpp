#include "core/model/id_rule.h"

#include <algorithm>

namespace zeroloom {

namespace {

constexpr std::size_t MostDigits = 9; // of a number at the end of an id that still counts as one

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isIdCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

} // namespace

bool isValidId(std::string_view text)
{
    return !text.empty() && text.size() <= IdLimit && std::ranges::all_of(text, isIdCharacter);
}

Status checkId(std::string_view text, std::string_view what)
{
    if (isValidId(text))
        return {};
    const std::string rule = "use 1 to 64 letters (a-z, A-Z), digits, '_' or '-'";
    if (text.empty())
        return fail(ErrorCode::InvalidInput, "the " + std::string(what) + " is empty; " + rule);
    const std::string shown(text.substr(0, IdLimit));
    return fail(ErrorCode::InvalidInput, "'" + shown + "' cannot be a " + std::string(what) + "; " + rule);
}

NumberedId splitId(std::string_view text)
{
    std::size_t digits = 0;
    while (digits < text.size() && digits < MostDigits && isDigit(text[text.size() - 1 - digits]))
        ++digits;
    const std::string_view number = text.substr(text.size() - digits);
    // "007" would come back as "8": such digits belong to the stem. So do all of them when nothing else is left.
    if (digits == 0 || digits == text.size() || number.front() == '0')
        return {std::string(text), 1};
    return {std::string(text.substr(0, text.size() - digits)), std::stol(std::string(number))};
}

std::string freshId(std::string_view wanted, const std::function<bool(const std::string&)>& taken, long* firstNumber)
{
    std::string id(wanted.substr(0, IdLimit));
    if (!taken(id))
        return id;
    const NumberedId parts = splitId(id);
    long number = std::max(parts.number + 1, firstNumber ? *firstNumber : 0);
    for (;; ++number) {
        const std::string digits = std::to_string(number);
        id = parts.stem.substr(0, IdLimit - digits.size()) + digits;
        if (!taken(id))
            break;
    }
    if (firstNumber)
        *firstNumber = number + 1;
    return id;
}

} // namespace zeroloom
