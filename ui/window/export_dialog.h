// File > Export: the formats, what each would give before it is written, what it could not express, and where it goes.
// Remembers the format, the folder and the theme of pictures. GUI thread only; exports are made and written beside it.
#pragma once

#include <optional>

#include <QDialog>

#include "core/base/file_system.h"
#include "ui/document/document.h"
#include "ui/window/export_making.h"
#include "ui/window/latest_work.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTimer;

namespace zeroloom {

class ExportPreview;
class RemarkList;

class ExportDialog final : public QDialog {
    Q_OBJECT
public:
    // Both outlive the dialog. What is edited meanwhile is seen in the preview.
    ExportDialog(Document& document, FileSystem& files, QWidget* parent);
    ~ExportDialog() override;

    const Exporter& exporter() const;
    QString target() const; // the path as it will be written, with its suffix
    // What the export left unsaid; counted for those who report it.
    std::size_t remarkCount() const;
    // Set when the person wants to see a problem instead: the dialog is rejected then.
    const std::optional<Place>& wantedPlace() const { return m_wantedPlace; }

    void accept() override; // writes, and closes when that is done
    void reject() override; // refuses while files are written

private:
    QWidget* makeFormatList();
    QWidget* makeRightSide();
    QLayout* makeTargetRow();
    void connectWidgets();
    void chooseFormat(int row);
    void refresh();
    void onMade(ExportOutcome outcome);
    void judge();
    void browse();
    void write(bool overwrite);
    void onWritten(const Status& written);
    void setWriting(bool writing);
    void showPlace(const Place& place);
    ExportChoices choices() const;
    void remember() const;

    Document& m_document;
    FileSystem& m_fileSystem;
    QListWidget* m_formats;
    QLabel *m_title, *m_summary, *m_themeLabel, *m_targetLabel, *m_problem;
    QComboBox* m_theme;
    ExportPreview* m_preview;
    RemarkList* m_remarks;
    QLineEdit* m_target;
    QPushButton *m_browse, *m_export = nullptr;
    QTimer *m_busyTimer, *m_editTimer;
    LatestWork m_making, m_writing;
    const Exporter* m_exporter = nullptr;
    std::optional<ExportOutcome> m_outcome; // of what is chosen now
    std::optional<Place> m_wantedPlace;
    QString m_failure; // of the last write
    bool m_isWriting = false;
};

} // namespace zeroloom
