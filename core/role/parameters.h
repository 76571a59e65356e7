// A role's parameters as the types that its behaviour needs.
#pragma once

#include "core/base/duration.h"
#include "core/role/role_catalogue.h"

namespace zeroloom {

// Reads values that have passed checkParameter; anything else becomes the parameter's default.
class Parameters {
public:
    Parameters(const RoleInfo& role, const Values& values) : m_role(role), m_values(values) {}

    double real(std::string_view name) const;
    std::int64_t integer(std::string_view name) const;
    Nanoseconds duration(std::string_view name) const;
    std::string text(std::string_view name) const;
    TextList list(std::string_view name) const;

private:
    Value value(std::string_view name) const;

    const RoleInfo& m_role;
    const Values& m_values;
};

} // namespace zeroloom
