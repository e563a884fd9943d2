import "./quick-exit.js";
import "./submit-once.js";
import "./error-summary.js";
import "./furigana.js";
import "./print-button.js";
import "./signing-out.js";
