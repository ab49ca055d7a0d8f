// SPDX-License-Identifier: MIT
#pragma once

#include "record/outputlog.h"

#include <QWidget>

#include <memory>

namespace Spawnscope {

class HexView;

namespace Ui {
class HexPanel;
}

/// A HexView with what steers it: which stream, how many bytes a row, where to go.
class HexPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit HexPanel(QWidget *parent = nullptr);
    ~HexPanel() override;

    HexView *view() const;
    void setLog(std::shared_ptr<const OutputLog> log);
    void setStream(OutputStream stream); ///< one of the child's two
    /// Asks for an offset and goes there.
    void askForOffset();

private:
    void setUpWidths();

    std::unique_ptr<Ui::HexPanel> m_ui;
};

} // namespace Spawnscope
