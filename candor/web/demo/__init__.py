"""The sample bank's page, in sample mode only: what a host page looks like that embeds the widget."""
