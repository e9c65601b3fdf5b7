# PyTorch's side of attention and transformers, beside networks.py. Sequences are batch-major: the
# heads of one row then lie close together.
#
# Weights of an attention: [W_qkv, b_qkv, W_o, b_o]; of a block: [gain_1, shift_1], those of the
# attention, [gain_2, shift_2, W_1, b_1, W_2, b_2].

# Multi-head self-attention: x [batch, time, width]. live [batch, time] says which steps are seen;
# without numbers in it, all are. PyTorch's fused attention skips the masked half if it is causal.
def attention(self, x: Tensor, live: Tensor, heads: int, causal: bool, w: List[Tensor]) -> Tensor:
  batch, time, width = x.size(0), x.size(1), x.size(2)
  parts = torch.split(torch.linear(x, w[0], w[1]), width, 2)
  shape = [batch, time, heads, width // heads]
  q = parts[0].view(shape).transpose(1, 2)
  k = parts[1].view(shape).transpose(1, 2)
  v = parts[2].view(shape).transpose(1, 2)
  if live.numel() == 0:
    y = torch.scaled_dot_product_attention(q, k, v, None, 0., causal)
  else:
    seen = (live > 0).view([batch, 1, 1, time])
    if causal:
      seen = torch.logical_and(seen, torch.tril(torch.ones([time, time])) > 0)
    y = torch.scaled_dot_product_attention(q, k, v, seen, 0., False)
  return torch.linear(y.transpose(1, 2).reshape([batch, time, width]), w[2], w[3])

def norm(self, x: Tensor, gain: Tensor, shift: Tensor) -> Tensor:
  return torch.layer_norm(x, [x.size(-1)], gain, shift, 1e-5, False)

def feed_forward(self, x: Tensor, w: List[Tensor]) -> Tensor:
  return torch.linear(torch.gelu(torch.linear(x, w[0], w[1])), w[2], w[3])

def block(self, x: Tensor, live: Tensor, heads: int, causal: bool, norm_first: bool, w: List[Tensor]) -> Tensor:
  if norm_first:
    x = x + self.attention(self.norm(x, w[0], w[1]), live, heads, causal, w[2:6])
    return x + self.feed_forward(self.norm(x, w[6], w[7]), w[8:12])
  x = self.norm(x + self.attention(x, live, heads, causal, w[2:6]), w[0], w[1])
  return self.norm(x + self.feed_forward(x, w[8:12]), w[6], w[7])

# Mean cross-entropy of a class at each step: x [batch, time, width], labels [batch, time]. The
# parameters are those of a block or of an attention alone, then W and b of the output.
def attention_loss(self, x: Tensor, labels: Tensor, heads: Tensor, causal: Tensor, parameters: List[Tensor]) -> Tensor:
  all = torch.zeros([0])
  if len(parameters) == 14:
    y = self.block(x, all, int(heads), bool(causal), True, parameters[:12])
  else:
    y = self.attention(x, all, int(heads), bool(causal), parameters[:4])
  logits = torch.linear(y, parameters[-2], parameters[-1])
  return torch.cross_entropy_loss(logits.flatten(0, 1), labels.flatten())

# Parameters of a language model: vectors of letters, vectors of positions, those of each block,
# gain and shift of the last norm, W and b of the output.

# Mean cross-entropy of the letter that follows: letters and those that follow [batch, time].
def attention_letter_loss(self, letters: Tensor, following: Tensor, heads: Tensor, parameters: List[Tensor]) -> Tensor:
  all = torch.zeros([0])
  x = torch.embedding(parameters[0], letters, 0) + parameters[1].narrow(0, 0, letters.size(1))
  for i in range((len(parameters) - 6) // 12):
    x = self.block(x, all, int(heads), True, True, parameters[2 + 12 * i:14 + 12 * i])
  y = self.norm(x, parameters[-4], parameters[-3])
  logits = torch.linear(y, parameters[-2], parameters[-1])
  return torch.cross_entropy_loss(logits.flatten(0, 1), following.flatten())

# Training steps as in networks.py.

def label_by_attention(self, x: Tensor, labels: Tensor, heads: Tensor, causal: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.attention_loss(x, labels, heads, causal, parameters)
  return self.learn(loss, [x], parameters, means, squares, steps, rate)

def predict_letters_by_attention(self, letters: Tensor, following: Tensor, heads: Tensor, rate: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], steps: List[Tensor]) -> Tensor:
  loss = self.attention_letter_loss(letters, following, heads, parameters)
  return self.learn(loss, [], parameters, means, squares, steps, rate)

# Writes letter by letter, as many as there are positions; keys and values are remembered: [count].
def write_letters_by_attention(self, first: Tensor, temperature: Tensor, heads: Tensor, parameters: List[Tensor]) -> Tensor:
  blocks = (len(parameters) - 6) // 12
  count = parameters[1].size(0)
  width = parameters[1].size(1)
  shape = [1, int(heads), 1, width // int(heads)]
  keys = annotate(List[Tensor], [])
  values = annotate(List[Tensor], [])
  for i in range(blocks):
    keys.append(torch.zeros([1, shape[1], count, shape[3]]))
    values.append(torch.zeros([1, shape[1], count, shape[3]]))
  letter = first
  written = annotate(List[Tensor], [])
  divisor = float(temperature)
  for t in range(count):
    x = torch.embedding(parameters[0], letter, 0) + parameters[1].narrow(0, t, 1)
    for i in range(blocks):
      w = parameters[2 + 12 * i:14 + 12 * i]
      parts = torch.split(torch.linear(self.norm(x, w[0], w[1]), w[2], w[3]), width, 1)
      torch.copy_(keys[i].narrow(2, t, 1), parts[1].view(shape))
      torch.copy_(values[i].narrow(2, t, 1), parts[2].view(shape))
      y = torch.scaled_dot_product_attention(parts[0].view(shape), keys[i].narrow(2, 0, t + 1), values[i].narrow(2, 0, t + 1), None, 0., False)
      x = x + torch.linear(y.reshape([1, width]), w[4], w[5])
      x = x + self.feed_forward(self.norm(x, w[6], w[7]), w[8:12])
    y = self.norm(x, parameters[-4], parameters[-3])
    logits = torch.linear(y, parameters[-2], parameters[-1])
    letter = torch.multinomial(torch.softmax(logits / divisor, 1), 1)[0]
    written.append(letter)
  return torch.cat(written)
