"""Whether what the portal promises holds: nobody harmed, no mail lost, an answer whatever stands still."""
