#include "ui/window/questions.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QGridLayout>
#include <QMessageBox>
#include <QPushButton>

#include "core/model/program_nodes.h"
#include "ui/theme/text.h"

namespace zeroloom {

namespace {

class Questions {
    Q_DECLARE_TR_FUNCTIONS(Questions)
};

// Long enough for its title, which is cut to the width of the box.
constexpr int LeastWidth = 360;

void ask(QMessageBox& box)
{
    auto* grid = static_cast<QGridLayout*>(box.layout());
    grid->addItem(new QSpacerItem(LeastWidth, 0), grid->rowCount(), 0, 1, grid->columnCount());
    box.exec();
}

QString parameter(const Node& node, const char* name)
{
    const auto found = node.params.find(name);
    return found == node.params.end() ? QString() : toQString(toText(found->second));
}

QString commandLine(const Node& node)
{
    QString line = parameter(node, "command");
    if (line.isEmpty()) {
        line = Questions::tr("(no command yet)");
    }
    if (const QString arguments = parameter(node, "arguments"); !arguments.isEmpty()) {
        line += QLatin1Char(' ') + arguments;
    }
    if (const QString folder = parameter(node, "folder"); !folder.isEmpty()) {
        line += Questions::tr("   in %1").arg(folder);
    }
    return line;
}

} // namespace

SaveAnswer askToSave(const QString& name, bool running, QWidget* parent)
{
    QMessageBox box(QMessageBox::Warning, Questions::tr("Unsaved changes"),
                    Questions::tr("Save the changes to “%1”?").arg(name), QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("saveQuestion"));
    box.setInformativeText(running ? Questions::tr("Closing also stops the running network.")
                                   : Questions::tr("They are lost otherwise."));
    QPushButton* save = box.addButton(Questions::tr("Save"), QMessageBox::AcceptRole);
    QPushButton* discard = box.addButton(Questions::tr("Don't Save"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(save);
    box.setEscapeButton(cancel);
    ask(box);
    return box.clickedButton() == save      ? SaveAnswer::Save
           : box.clickedButton() == discard ? SaveAnswer::Discard
                                            : SaveAnswer::Cancel;
}

WatchAnswer askWhereToWatch(const QString& name, QWidget* parent)
{
    QMessageBox box(QMessageBox::Question, Questions::tr("Where to watch"),
                    Questions::tr("Watch in “%1”, or in a window of its own?").arg(name), QMessageBox::NoButton,
                    parent);
    box.setObjectName(QStringLiteral("watchQuestion"));
    box.setInformativeText(Questions::tr("Here, the monitor becomes a part of this topology and runs with it."));
    QPushButton* window = box.addButton(Questions::tr("New Window"), QMessageBox::AcceptRole);
    QPushButton* here = box.addButton(Questions::tr("Add Here"), QMessageBox::YesRole);
    QPushButton* cancel = box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(window);
    box.setEscapeButton(cancel);
    ask(box);
    return box.clickedButton() == window ? WatchAnswer::NewWindow
           : box.clickedButton() == here ? WatchAnswer::Here
                                         : WatchAnswer::Cancel;
}

bool askToStop(StopReason reason, const QString& name, QWidget* parent)
{
    const bool closing = reason == StopReason::Closing;
    QMessageBox box(QMessageBox::Question, Questions::tr("The network is running"),
                    (closing ? Questions::tr("Closing stops “%1”.") : Questions::tr("Reloading stops “%1”.")).arg(name),
                    QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("stopQuestion"));
    box.setInformativeText(Questions::tr("Its worker processes end, and what was measured is gone."));
    QPushButton* stop = box.addButton(closing ? Questions::tr("Stop and Close") : Questions::tr("Stop and Reload"),
                                      QMessageBox::AcceptRole);
    QPushButton* cancel = box.addButton(Questions::tr("Keep Running"), QMessageBox::RejectRole);
    box.setDefaultButton(cancel);
    box.setEscapeButton(cancel);
    ask(box);
    return box.clickedButton() == stop;
}

bool askToRunPrograms(const Topology& topology, QWidget* parent)
{
    QStringList lines;
    for (const Node* node : programNodes(topology)) {
        lines << QStringLiteral("%1:\n    %2").arg(toQString(node->title()), commandLine(*node));
    }
    QMessageBox box(QMessageBox::Warning, Questions::tr("This topology starts programs"),
                    lines.size() == 1
                        ? Questions::tr("Running this topology starts a program on this computer:")
                        : Questions::tr("Running this topology starts %1 programs on this computer:").arg(lines.size()),
                    QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("programQuestion"));
    // Plain text: a file that somebody sent must not dress a command up as something else.
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(lines.join(QLatin1Char('\n')) +
                           Questions::tr("\n\nRun them only if you trust where this file came from."));
    QPushButton* run = box.addButton(Questions::tr("Run These Programs"), QMessageBox::AcceptRole);
    QPushButton* cancel = box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(cancel);
    box.setEscapeButton(cancel);
    ask(box);
    return box.clickedButton() == run;
}

bool askToOverwrite(const QString& path, QWidget* parent)
{
    QMessageBox box(
        QMessageBox::Warning, Questions::tr("The file was changed"),
        Questions::tr("“%1” was changed by another program since it was opened here.").arg(QFileInfo(path).fileName()),
        QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("overwriteQuestion"));
    box.setInformativeText(Questions::tr("Saving overwrites that change."));
    QPushButton* overwrite = box.addButton(Questions::tr("Overwrite"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(cancel);
    box.setEscapeButton(cancel);
    ask(box);
    return box.clickedButton() == overwrite;
}

bool askToOverwriteExport(const QString& target, const QStringList& present, int others, QWidget* parent)
{
    constexpr qsizetype MostNamed = 8;
    const QString name = QFileInfo(target).fileName();
    const bool file = present.size() == 1 && others == 0 && present.front() == name;
    QMessageBox box(QMessageBox::Warning, Questions::tr("Something is there already"),
                    file                ? Questions::tr("Overwrite “%1”?").arg(name)
                    : present.isEmpty() ? Questions::tr("Export into “%1”, which is not empty?").arg(name)
                                        : Questions::tr("Overwrite files in “%1”?").arg(name),
                    QMessageBox::NoButton, parent);
    box.setObjectName(QStringLiteral("exportOverwriteQuestion"));
    box.setTextFormat(Qt::PlainText);
    QStringList lines;
    if (!file && !present.isEmpty()) {
        lines << Questions::tr("These are overwritten:");
        for (const QString& each : present.mid(0, MostNamed)) {
            lines << QStringLiteral("    ") + each;
        }
        if (present.size() > MostNamed) {
            lines << Questions::tr("    and %1 more").arg(present.size() - MostNamed);
        }
    }
    if (others > 0) {
        lines << (others == 1 ? Questions::tr("One other thing in the folder stays as it is.")
                              : Questions::tr("%1 other things in the folder stay as they are.").arg(others));
    }
    if (file) {
        lines << Questions::tr("What it holds now is lost.");
    }
    box.setInformativeText(lines.join(QLatin1Char('\n')));
    QPushButton* overwrite = box.addButton(
        present.isEmpty() ? Questions::tr("Export There") : Questions::tr("Overwrite"), QMessageBox::DestructiveRole);
    QPushButton* cancel = box.addButton(QMessageBox::Cancel);
    box.setDefaultButton(cancel);
    box.setEscapeButton(cancel);
    ask(box);
    return box.clickedButton() == overwrite;
}

} // namespace zeroloom
