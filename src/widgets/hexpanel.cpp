// SPDX-License-Identifier: MIT
#include "widgets/hexpanel.h"

#include "ui_hexpanel.h"
#include "widgets/focusframe.h"

#include <QInputDialog>

namespace Spawnscope {

HexPanel::HexPanel(QWidget *parent)
    : QWidget(parent)
    , m_ui(std::make_unique<Ui::HexPanel>())
{
    m_ui->setupUi(this);
    setUpWidths();
    new FocusFrame(m_ui->view);
    setFocusProxy(m_ui->view);
    m_ui->line->setForegroundRole(QPalette::Mid);
    m_ui->position->setMuted(true);
    connect(m_ui->stream, &QComboBox::activated, this, [this](int index) {
        setStream(index == 0 ? OutputStream::Stdout : OutputStream::Stderr);
    });
    connect(m_ui->goTo, &QAbstractButton::clicked, this, &HexPanel::askForOffset);
    connect(m_ui->view, &HexView::goToRequested, this, &HexPanel::askForOffset);
    connect(m_ui->view, &HexView::positionChanged, this, [this] {
        m_ui->position->setText(m_ui->view->positionText());
        m_ui->goTo->setEnabled(m_ui->view->size() > 0);
        m_ui->message->hide();
    });
    connect(m_ui->view, &HexView::copyRefused, this, [this] {
        m_ui->message->showMessage(Severity::Warning,
                                   tr("That is too much for the clipboard. Save the output to a "
                                      "file instead."));
    });
}

HexPanel::~HexPanel() = default;

HexView *HexPanel::view() const
{
    return m_ui->view;
}

void HexPanel::setUpWidths()
{
    m_ui->width->addItem(tr("As many bytes a row as fit"), 0);
    for (int bytes = HexLayout::Least; bytes <= HexLayout::Most; bytes *= 2)
        m_ui->width->addItem(tr("%1 bytes a row").arg(bytes), bytes);
    connect(m_ui->width, &QComboBox::activated, this, [this](int index) {
        m_ui->view->setBytesPerRow(m_ui->width->itemData(index).toInt());
    });
}

void HexPanel::setLog(std::shared_ptr<const OutputLog> log)
{
    m_ui->view->setLog(std::move(log));
    m_ui->stream->setCurrentIndex(0);
}

void HexPanel::setStream(OutputStream stream)
{
    m_ui->stream->setCurrentIndex(stream == OutputStream::Stdout ? 0 : 1);
    if (stream != m_ui->view->stream())
        m_ui->view->setStream(stream);
}

void HexPanel::askForOffset()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Go to Offset"));
    dialog->setLabelText(tr("Offset, such as 1200 or 0x4b0; +16 and -16 go on from here:"));
    dialog->setTextValue(QStringLiteral("0x%1").arg(m_ui->view->cursor(), 0, 16));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &text) {
        if (const auto offset = parseOffset(text, m_ui->view->cursor()))
            m_ui->view->goTo(*offset);
        else
            m_ui->message->showMessage(Severity::Warning, tr("\"%1\" is not an offset.").arg(text));
    });
    dialog->open();
}

} // namespace Spawnscope
