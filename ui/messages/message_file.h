// Asks where to save what a panel shows, and saves it. GUI thread only; blocks until answered.
#pragma once

#include <functional>
#include <vector>

#include <QString>

#include "core/base/file_system.h"

class QWidget;

namespace zeroloom {

struct SaveFormat {
    QString filter; // "Text (*.txt)"
    QString suffix; // ".txt"
    std::function<QByteArray()> content;
};

// `stem`: what the file would be called. The format is the one whose suffix the path has, else the chosen one, whose
// suffix is added. Returns the path, empty when nothing was saved; says why when it could not be.
QString askAndSave(QWidget* parent, FileSystem& files, const QString& title, const QString& stem,
                   const std::vector<SaveFormat>& formats);

} // namespace zeroloom
