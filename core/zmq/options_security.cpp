#include <zmq.h>

#include "core/zmq/option_tables.h"

namespace zeroloom::optiontables {

namespace {

constexpr std::int64_t KeyCharacters = 40; // 32 bytes in Z85
constexpr int ZapEnforceDomain = 93;       // zmq.h shows it only to programs that ask for drafts

} // namespace

std::vector<OptionInfo> securityOptions()
{
    using enum OptionKind;
    constexpr auto Group = OptionGroup::Security;
    constexpr auto Types = AllButStream; // STREAM has no handshake that could be secured
    constexpr bool Later = false;
    constexpr bool Open = false;
    constexpr bool Secret = true;
    return {
        {"PLAIN_SERVER", ZMQ_PLAIN_SERVER, Boolean, Group, "", false, 0, 1, Types, Later, Open,
         "Ask peers for a name and password, sent in clear; without an authenticator nobody gets in."},
        {"PLAIN_USERNAME", ZMQ_PLAIN_USERNAME, Text, Group, "", unset(), 1, MostShortText, Types, Later, Open,
         "The user name given to a PLAIN server."},
        {"PLAIN_PASSWORD", ZMQ_PLAIN_PASSWORD, Text, Group, "", unset(), 1, MostShortText, Types, Later, Secret,
         "The password given to a PLAIN server, sent in clear."},
        {"CURVE_SERVER", ZMQ_CURVE_SERVER, Boolean, Group, "", false, 0, 1, Types, Later, Open,
         "Encrypt, as the end that has the key known to the others; needs CURVE_SECRETKEY."},
        {"CURVE_PUBLICKEY", ZMQ_CURVE_PUBLICKEY, Key, Group, "", unset(), KeyCharacters, KeyCharacters, Types, Later,
         Open, "This end's public key, 40 characters of Z85."},
        {"CURVE_SECRETKEY", ZMQ_CURVE_SECRETKEY, Key, Group, "", unset(), KeyCharacters, KeyCharacters, Types, Later,
         Secret, "This end's secret key, 40 characters of Z85."},
        {"CURVE_SERVERKEY", ZMQ_CURVE_SERVERKEY, Key, Group, "", unset(), KeyCharacters, KeyCharacters, Types, Later,
         Open, "The public key of the CURVE server to connect to; makes this end a client."},
        {"GSSAPI_SERVER", ZMQ_GSSAPI_SERVER, Boolean, Group, "", false, 0, 1, Types, Later, Open,
         "Act as the server of a GSSAPI (Kerberos) handshake."},
        {"GSSAPI_PRINCIPAL", ZMQ_GSSAPI_PRINCIPAL, Text, Group, "", unset(), 1, MostShortText, Types, Later, Open,
         "The GSSAPI principal that this end acts as."},
        {"GSSAPI_SERVICE_PRINCIPAL", ZMQ_GSSAPI_SERVICE_PRINCIPAL, Text, Group, "", unset(), 1, MostShortText, Types,
         Later, Open, "The GSSAPI principal of the server to connect to."},
        {"GSSAPI_PLAINTEXT", ZMQ_GSSAPI_PLAINTEXT, Boolean, Group, "", false, 0, 1, Types, Later, Open,
         "Check who the peer is, but do not encrypt."},
        {"GSSAPI_PRINCIPAL_NAMETYPE", ZMQ_GSSAPI_PRINCIPAL_NAMETYPE, Integer, Group, "", number(0), 0, 2, Types, Later,
         Open, "How GSSAPI_PRINCIPAL is meant: 0 service at a host, 1 user name, 2 Kerberos principal."},
        {"GSSAPI_SERVICE_PRINCIPAL_NAMETYPE", ZMQ_GSSAPI_SERVICE_PRINCIPAL_NAMETYPE, Integer, Group, "", number(0), 0,
         2, Types, Later, Open,
         "How GSSAPI_SERVICE_PRINCIPAL is meant: 0 service at a host, 1 user name, 2 Kerberos principal."},
        {"ZAP_DOMAIN", ZMQ_ZAP_DOMAIN, Text, Group, "", unset(), 0, MostShortText, Types, Later, Open,
         "The domain under which the authenticator (RFC 27) looks peers up."},
        {"ZAP_ENFORCE_DOMAIN", ZapEnforceDomain, Boolean, Group, "", false, 0, 1, Types, Later, Open,
         "Ask the authenticator only when a ZAP_DOMAIN is set, as RFC 27 says."},
    };
}

} // namespace zeroloom::optiontables
