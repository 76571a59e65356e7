// Settings, recovery files and other things that a window remembers go into a folder of this test alone.
// A static object of a test program: it must live before the application object does.
#pragma once

#include <QDir>
#include <QTemporaryDir>

namespace zeroloom::test {

class IsolatedSettings {
public:
    IsolatedSettings()
    {
        // A process that a test starts to crash shares its parent's folder.
        QString folder = qEnvironmentVariable("ZEROLOOM_TEST_HOME");
        if (folder.isEmpty()) {
            folder = m_folder.path();
            qputenv("ZEROLOOM_TEST_HOME", folder.toUtf8());
        } else {
            m_folder.setAutoRemove(true);
        }
        for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) {
            qputenv(name, (folder + QLatin1Char('/') + QLatin1String(name)).toUtf8());
        }
    }

private:
    QTemporaryDir m_folder;
};

} // namespace zeroloom::test
