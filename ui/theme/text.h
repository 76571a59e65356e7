// Core's text as Qt's; both are Unicode, core's in UTF-8.
#pragma once

#include <string_view>

#include <QString>

namespace zeroloom {

inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace zeroloom
