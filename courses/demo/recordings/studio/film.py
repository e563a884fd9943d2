from __future__ import annotations

import subprocess
from pathlib import Path

from courses.demo.recordings.studio.voice import Timeline

FRAMES_PER_SECOND = 10

# Takes the hum and the hiss off the synthetic voice, evens it out and sets its loudness.
VOICE_FILTER = (
    "highpass=f=80,equalizer=f=3200:t=q:w=1:g=-3,lowpass=f=7000,"
    "acompressor=threshold=-20dB:ratio=2.5:attack=10:release=150,"
    "loudnorm=I=-18:TP=-2:LRA=7"
)
# Same script, same tools, same bytes: nothing about the day or the machine is written.
PLAIN = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags", "+bitexact"]
PICTURE = [
    *["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"],
    *["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"],
    *["-c:v", "libx264", "-profile:v", "main", "-preset", "veryslow", "-tune", "animation"],
    *["-crf", "28", "-g", str(8 * FRAMES_PER_SECOND)],
]
SOUND = ["-af", VOICE_FILTER, "-c:a", "aac", "-b:a", "32k", "-ar", "24000", "-ac", "1"]


def frame_times(timeline: Timeline) -> list[float]:
    count = round(timeline.duration * FRAMES_PER_SECOND)
    return [number / FRAMES_PER_SECOND for number in range(count)]


def encode(frames: list[Path], timeline: Timeline, sound: Path, target: Path) -> None:
    """Join one picture a frame with the sound; `target` plays while it loads."""
    pictures = ["-f", "image2pipe", "-framerate", str(FRAMES_PER_SECOND), "-i", "-"]
    length = ["-t", f"{timeline.duration:.3f}", "-movflags", "+faststart"]
    options = [*PICTURE, *SOUND, *PLAIN, "-flags:v", "+bitexact", "-flags:a", "+bitexact"]
    command = [*_ffmpeg(), *pictures, "-i", str(sound), *options, *length, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin
        for frame in frames:
            process.stdin.write(frame.read_bytes())
        process.stdin.close()
        if process.wait():
            raise SystemExit(f"ffmpeg could not make {target.name}")


def copy_sound(film: Path, target: Path) -> None:
    options = ["-vn", "-c:a", "copy", *PLAIN, "-movflags", "+faststart"]
    subprocess.run([*_ffmpeg(), "-i", str(film), *options, str(target)], check=True)


def _ffmpeg() -> list[str]:
    return ["ffmpeg", "-y", "-v", "error"]
