#include "core/control/msgpack_tokens.h"

#include <limits>

#include <nlohmann/json.hpp>

namespace zeroloom {

using Json = nlohmann::json;
using Kind = MsgpackToken::Kind;

namespace {

// The library's reader recurses once for each level of nesting, so the depth is limited here, before it goes deeper.
class Collector final : public nlohmann::json_sax<Json> {
public:
    explicit Collector(MsgpackTokens& out) : m_out(out) {}

    bool null() override { return add({Kind::Nil, 0, 0}); }
    bool boolean(bool value) override { return add({Kind::Boolean, value ? 1U : 0U, 0}); }
    bool number_integer(number_integer_t value) override
    {
        return add({value < 0 ? Kind::Negative : Kind::Unsigned, static_cast<std::uint64_t>(value), 0});
    }
    bool number_unsigned(number_unsigned_t value) override { return add({Kind::Unsigned, value, 0}); }
    bool number_float(number_float_t value, const string_t&) override { return add({Kind::Real, 0, value}); }
    bool string(string_t& value) override
    {
        m_out.texts.push_back(std::move(value));
        return add({Kind::Text, m_out.texts.size() - 1, 0});
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return false; }
    bool key(string_t&) override { return false; }
    bool end_object() override { return false; }
    bool start_array(std::size_t elements) override
    {
        return ++m_depth <= MsgpackDepthLimit && add({Kind::Array, elements, 0});
    }
    bool end_array() override
    {
        --m_depth;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    bool add(MsgpackToken token)
    {
        if (m_out.tokens.size() >= MsgpackTokenLimit)
            return false;
        m_out.tokens.push_back(token);
        return true;
    }

    MsgpackTokens& m_out;
    std::size_t m_depth = 0;
};

} // namespace

Result<MsgpackTokens> readMsgpack(std::string_view bytes)
{
    if (bytes.size() > MsgpackByteLimit)
        return fail(ErrorCode::InvalidInput, "is larger than " + std::to_string(MsgpackByteLimit >> 20U) + " MiB");
    MsgpackTokens tokens;
    try {
        Collector collector(tokens);
        if (!Json::sax_parse(bytes.begin(), bytes.end(), &collector, Json::input_format_t::msgpack))
            return fail(ErrorCode::InvalidInput, "is not MessagePack of arrays, texts and numbers, or is cut short");
    } catch (const std::exception& error) {
        return fail(ErrorCode::InvalidInput, std::string("cannot be read: ") + error.what());
    }
    return tokens;
}

const MsgpackToken* TokenReader::any()
{
    if (m_failed || m_next >= m_tokens.tokens.size()) {
        m_failed = true;
        return nullptr;
    }
    return &m_tokens.tokens[m_next++];
}

const MsgpackToken* TokenReader::next(Kind kind)
{
    const MsgpackToken* token = any();
    if (!token || token->kind == kind)
        return token;
    m_failed = true;
    return nullptr;
}

std::size_t TokenReader::array()
{
    const MsgpackToken* token = next(Kind::Array);
    return token ? token->number : 0;
}

bool TokenReader::arrayOf(std::size_t elements)
{
    if (array() != elements)
        m_failed = true;
    return !m_failed;
}

std::uint64_t TokenReader::number()
{
    const MsgpackToken* token = next(Kind::Unsigned);
    return token ? token->number : 0;
}

std::uint64_t TokenReader::numberUpTo(std::uint64_t limit)
{
    const std::uint64_t value = number();
    if (value > limit)
        m_failed = true;
    return m_failed ? 0 : value;
}

std::int64_t TokenReader::signedNumber()
{
    const MsgpackToken* token = any();
    if (!token)
        return 0;
    constexpr auto Largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    const bool fits = token->kind == Kind::Negative || (token->kind == Kind::Unsigned && token->number <= Largest);
    if (!fits)
        m_failed = true;
    return fits ? static_cast<std::int64_t>(token->number) : 0;
}

bool TokenReader::boolean()
{
    const MsgpackToken* token = next(Kind::Boolean);
    return token && token->number != 0;
}

std::string TokenReader::text()
{
    const MsgpackToken* token = next(Kind::Text);
    return token ? textOf(*token) : std::string();
}

} // namespace zeroloom
