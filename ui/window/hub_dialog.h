// Asks for the file of an ipyparallel controller whose beats are to be heard, and shows what it says. GUI thread only.
#pragma once

#include <optional>

#include <QDialog>

#include "core/base/file_system.h"
#include "core/liveness/connection_file.h"
#include "core/liveness/heart.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace zeroloom {

class HeartRuleFields;

// ipyparallel's own: a beat each three seconds, and lost after more than ten of them.
HeartRule hubRule();

class HubDialog final : public QDialog {
    Q_OBJECT
public:
    struct Answer {
        HubConnection hub;
        HeartRule rule;
    };
    HubDialog(const FileSystem& files, QWidget* parent);

    std::optional<Answer> answer() const;
    // nullopt: the person thought better of it.
    static std::optional<Answer> ask(const FileSystem& files, QWidget* parent);

private:
    void chooseFile();
    void judge();
    Result<HubConnection> hub() const;
    void remember() const;

    const FileSystem& m_fileSystem;
    QLineEdit* m_file;
    HeartRuleFields* m_rule;
    QLabel *m_plan, *m_problem;
    QPushButton* m_watch;
};

} // namespace zeroloom
