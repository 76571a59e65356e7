#include "core/exchange/xml_text.h"

namespace zeroloom {

std::string xmlText(std::string_view cleanText)
{
    std::string text;
    text.reserve(cleanText.size());
    for (const char byte : cleanText) {
        switch (byte) {
        case '&':
            text += "&amp;";
            break;
        case '<':
            text += "&lt;";
            break;
        case '>':
            text += "&gt;";
            break;
        case '"':
            text += "&quot;";
            break;
        case '\'':
            text += "&#39;";
            break;
        default:
            text += byte;
        }
    }
    return text;
}

} // namespace zeroloom
