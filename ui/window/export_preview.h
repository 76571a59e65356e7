// What an export will be, before it is written: text, a folder of texts, a picture; or why it cannot be. GUI thread
// only.
#pragma once

#include <vector>

#include <QWidget>

#include "ui/window/export_making.h"

class QLabel;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace zeroloom {

class PictureView;

class ExportPreview final : public QWidget {
    Q_OBJECT
public:
    explicit ExportPreview(QWidget* parent = nullptr);

    // It is being made: what was shown before is none of it.
    void showBusy();
    void showOutcome(const ExportOutcome& outcome, const Exporter& exporter, const ExportChoices& choices);

    // --- What stands there, as a person reads it.
    QString text() const; // empty when no text is shown
    QStringList files() const;

Q_SIGNALS:
    void problemsWanted();
    void revealWanted(const zeroloom::Diagnostic& problem);
    void fixWanted(const zeroloom::Diagnostic& problem);

private:
    QWidget* makeTextPage();
    QWidget* makePicturePage();
    QWidget* makeProblemPage();
    void showFailure(const ExportOutcome& outcome);
    void showText(const ExportOutcome& outcome, const Exporter& exporter);
    void showPicture(const ExportOutcome& outcome, const Exporter& exporter, const ExportChoices& choices);
    void showFile(int row);
    void copyText();

    QStackedWidget* m_pages;
    QLabel *m_busy, *m_caption, *m_cut, *m_failure;
    QListWidget* m_files;
    QPlainTextEdit* m_text;
    QPushButton *m_copy, *m_problems;
    PictureView* m_picture;
    QVBoxLayout* m_cards;
    QWidget *m_textPage, *m_picturePage, *m_problemPage;
    std::vector<ExportedFile> m_shown;
};

} // namespace zeroloom
