// Asks which Jupyter kernels to watch: all in a folder, as they come and go, or those of some connection files.
// Remembers what was given last. GUI thread only.
#pragma once

#include <optional>

#include <QDialog>
#include <QStringList>

#include "core/base/file_system.h"
#include "core/liveness/heart.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QRadioButton;

namespace zeroloom {

class HeartRuleFields;

class KernelsDialog final : public QDialog {
    Q_OBJECT
public:
    struct Answer {
        QString folder;    // empty: `files`
        QStringList files; // paths
        HeartRule rule;
    };
    KernelsDialog(const FileSystem& files, QWidget* parent);

    std::optional<Answer> answer() const;
    // nullopt: the person thought better of it.
    static std::optional<Answer> ask(const FileSystem& files, QWidget* parent);

private:
    void chooseFolder();
    void chooseFiles();
    void judge();
    QString problem() const;
    QString plan() const;
    void remember() const;

    const FileSystem& m_fileSystem;
    QRadioButton *m_all, *m_some;
    QLineEdit* m_folder;
    QListWidget* m_files;
    HeartRuleFields* m_rule;
    QLabel *m_plan, *m_problem;
    QPushButton* m_watch;
};

} // namespace zeroloom
