// Whether JSON is what a schema says. Any validator would do; Python's is at hand on every machine that builds.
#pragma once

#include <cstdlib>
#include <string>

namespace zeroloom::test {

// Of each line of a file. Says on standard error what is wrong.
inline bool linesFitSchema(const std::string& path, const std::string& schema)
{
    const std::string program = "import json,jsonschema,sys;schema=json.load(open(sys.argv[2]));"
                                "check=jsonschema.validators.validator_for(schema)(schema);"
                                "[check.validate(json.loads(line)) for line in open(sys.argv[1])]";
    return std::system(("/usr/bin/python3 -c \"" + program + "\" '" + path + "' '" + schema + "'").c_str()) == 0;
}

} // namespace zeroloom::test
